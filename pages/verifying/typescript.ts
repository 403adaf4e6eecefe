import { createHmac, timingSafeEqual } from "node:crypto";

const secret = process.env.ATLAS_WEBHOOK_SECRET!;

/** `body`: the request's raw bytes. `signature`: its X-Atlas-Signature header. */
export function isFromAtlas(body: Uint8Array, signature: string): boolean {
  const expected = createHmac("sha256", secret).update(body).digest();
  const given = Buffer.from(signature, "hex");
  return given.length === expected.length && timingSafeEqual(given, expected);
}
