/** Deliveries of webhooks: `verify` says whether one is from Atlas, and returns the event. */

import { WebhookVerificationError } from "./errors.js";
import { parse } from "./json.js";
import type { DeliveryBody } from "./models.js";

export interface VerifyOptions {
  /** Seconds that the signed time may differ from now; null for any. 300 by default. */
  tolerance?: number | null;
  /** The unix time to compare with; now by default. */
  now?: number;
}

type HeadersLike = Headers | Record<string, string | string[] | undefined> | Iterable<readonly [string, string]>;

/**
 * Return the event in a delivery, or throw WebhookVerificationError. `body` is the raw body, unchanged; `secret` is that of
 * the endpoint, or several of which any may have signed. With `tolerance: null`, `X-Atlas-Signature` alone is enough.
 */
export async function verify(
  body: string | Uint8Array,
  headers: HeadersLike,
  secret: string | readonly string[],
  { tolerance = 300, now = Date.now() / 1000 }: VerifyOptions = {},
): Promise<DeliveryBody> {
  const raw = typeof body === "string" ? new TextEncoder().encode(body) : body;
  const secrets = typeof secret === "string" ? [secret] : [...secret];
  if (!secrets.length || secrets.some((each) => !each)) throw new TypeError("an endpoint's secret cannot be empty");
  const given = lower(headers);
  const standard = given.get("webhook-signature");
  const atlas = given.get("x-atlas-signature");
  if (standard !== undefined) {
    const id = given.get("webhook-id") ?? "";
    const timestamp = given.get("webhook-timestamp") ?? "";
    if (!id || !/^\d+$/.test(timestamp)) throw new WebhookVerificationError("webhook-id or webhook-timestamp is missing or unreadable");
    const signed = join(new TextEncoder().encode(`${id}.${timestamp}.`), raw);
    const signatures = standard.split(" ").filter((word) => word.startsWith("v1,")).map((word) => fromBase64(word.slice(3)));
    if (!(await matches(secrets.map(standardKey), signatures, signed))) {
      throw new WebhookVerificationError("webhook-signature does not match the body and any of the secrets");
    }
    if (tolerance !== null && Math.abs(now - Number(timestamp)) > tolerance) {
      throw new WebhookVerificationError(`the delivery was not signed within ${tolerance} seconds of now`);
    }
  } else if (atlas === undefined) throw new WebhookVerificationError("the request has no signature");
  else if (tolerance !== null) throw new WebhookVerificationError("the request has no webhook-signature, which alone signs the time");
  else {
    const keys = secrets.map((each) => new TextEncoder().encode(each));
    if (!(await matches(keys, [fromHex(atlas)], raw))) {
      throw new WebhookVerificationError("X-Atlas-Signature does not match the body and any of the secrets");
    }
  }
  try {
    const event = parse(new TextDecoder().decode(raw)) as DeliveryBody;
    if (typeof event.event === "string") return event;
  } catch {
    // said below
  }
  throw new WebhookVerificationError("the body is not an event of Atlas");
}

/** WebCrypto compares in constant time. */
async function matches(keys: Uint8Array[], signatures: (Uint8Array | undefined)[], signed: Uint8Array): Promise<boolean> {
  for (const raw of keys) {
    const key = await crypto.subtle.importKey("raw", raw as BufferSource, { name: "HMAC", hash: "SHA-256" }, false, ["verify"]);
    for (const signature of signatures) {
      if (signature && (await crypto.subtle.verify("HMAC", key, signature as BufferSource, signed as BufferSource))) return true;
    }
  }
  return false;
}

const BASE64 = /^whsec_(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

/** Return the key of the standard signature: the base64 with padding in a `whsec_…` secret, else the secret itself. */
function standardKey(secret: string): Uint8Array {
  const inner = BASE64.test(secret) ? fromBase64(secret.slice(6)) : undefined; // atob would take it without padding
  return inner?.length ? inner : new TextEncoder().encode(secret);
}

function fromBase64(text: string): Uint8Array | undefined {
  try {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  } catch {
    return undefined;
  }
}

function fromHex(text: string): Uint8Array | undefined {
  if (!/^([0-9a-f]{2})+$/.test(text)) return undefined;
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => parseInt(pair, 16));
}

function join(first: Uint8Array, second: Uint8Array): Uint8Array {
  const all = new Uint8Array(first.length + second.length);
  all.set(first);
  all.set(second, first.length);
  return all;
}

function lower(headers: HeadersLike): Map<string, string> {
  const pairs = Symbol.iterator in headers ? [...(headers as Iterable<readonly [string, string]>)] : Object.entries(headers);
  const found = new Map<string, string>();
  for (const [name, value] of pairs) if (value !== undefined) found.set(name.toLowerCase(), Array.isArray(value) ? value.join(" ") : String(value));
  return found;
}
