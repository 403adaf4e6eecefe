/** The client: it adds the token, sends each call, and sends it again if that is safe and may help. */

import { APIConnectionError, APITimeoutError, AtlasError, errorFor, secondsToWait, type ErrorBody } from "./errors.js";
import { parse, stringify } from "./json.js";

export const VERSION = "1.0.0";
const PREFIX = "/api/v1";
const POSITION = "atlas-position";
const BASE_URL = "https://api.atlas-accounting.com";
const RENEW_BEFORE = 30_000;
/** The answer to an export begins when its file is complete, which takes minutes for large books. */
const EXPORT_TIMEOUT = 600_000;
const LONGEST_RETRY_AFTER = 120;
const TRANSIENT = new Set([408, 429, 500, 502, 503, 504]);

export interface Tokens {
  accessToken?: string | undefined;
  refreshToken?: string | undefined;
}

/** One attempt at a request, for hooks. It has no secrets: no headers, no query, no bodies. */
export interface Exchange {
  method: string;
  path: string;
  attempt: number;
  status?: number;
  requestId?: string | undefined;
  seconds?: number;
  error?: string;
}

/** How to sign in: `apiKey`, or `email` and `password`, or `tokens`. Without any, ATLAS_API_KEY is read. */
export interface Settings {
  apiKey?: string;
  email?: string;
  password?: string;
  otp?: string;
  tokens?: Tokens;
  onTokens?: (tokens: Tokens) => void;
  /** The company of calls that do not name one. */
  companyId?: string | undefined;
  baseUrl?: string;
  /** Milliseconds to wait for each response; 30,000 by default, and at least 600,000 for exports. */
  timeout?: number;
  /** Attempts after the first; 3 by default. */
  maxRetries?: number;
  onRequest?: (exchange: Exchange) => void;
  onResponse?: (exchange: Exchange) => void;
  fetch?: typeof globalThis.fetch;
}

/** Options of one call, besides its parameters. */
export interface Options {
  idempotencyKey?: string;
  ifMatch?: string;
  /** Milliseconds to wait for each response. */
  timeout?: number;
  /** Attempts after the first. */
  maxRetries?: number;
  signal?: AbortSignal;
}

/** What clients of one sign-in share. */
interface Session {
  tokens: Tokens;
  expiresAt: number;
  renewal?: Promise<string> | undefined;
  /** The latest position among the responses to writes, which later requests send so that reports show the writes. */
  written: string;
}

/** One operation, as the generated methods describe it. */
export interface Call {
  method: string;
  path: string;
  query?: readonly string[];
  repeated?: readonly string[];
  fixed?: Record<string, string>;
  hasBody?: boolean;
  takesKey?: boolean;
  inCompany?: boolean;
  isPublic?: boolean;
  pageSize?: number;
}

export interface Page<T> {
  items: T[];
  total: number;
  total_is_estimate: boolean;
  page: number;
  page_size: number;
  has_next: boolean;
  next_cursor: string | null;
}

export class Download {
  constructor(
    readonly content: Uint8Array,
    readonly contentType: string,
    /** The name that Atlas gives the file; empty if it gives none. */
    readonly filename: string,
  ) {}
  get text(): string {
    return new TextDecoder().decode(this.content);
  }
}

/** A list. Nothing is read before it is iterated: over the items, or with `pages()` page by page. */
export class Pages<T> implements AsyncIterable<T> {
  constructor(
    private readonly client: Client,
    private readonly call: Call,
    private readonly params: object,
    private readonly options?: Options,
  ) {}

  async *[Symbol.asyncIterator](): AsyncGenerator<T> {
    for await (const page of this.pages()) yield* page.items;
  }

  async *pages(): AsyncGenerator<Page<T>> {
    let params: Record<string, unknown> = { page_size: this.call.pageSize, ...this.params };
    for (;;) {
      const page = await this.client.send<Page<T>>(this.call, params, this.options);
      yield page;
      if (!page.next_cursor) return;
      params = { ...params, page: undefined, cursor: page.next_cursor };
    }
  }

  /** Read the first page only. */
  async first(): Promise<Page<T>> {
    for await (const page of this.pages()) return page;
    throw new AtlasError("the list has no page");
  }
}

const etags = new WeakMap<object, string>();

/** Return the entity tag of an object that a call has returned: what `ifMatch` takes. */
export function etagOf(object: object): string | undefined {
  return etags.get(object);
}

export class Client {
  readonly companyId: string | undefined;
  readonly #settings: Settings;
  readonly #baseUrl: string;
  #session: Session;

  constructor(settings: Settings = {}) {
    const env = environment();
    const isSignedIn = settings.apiKey !== undefined || settings.email !== undefined || settings.tokens !== undefined;
    this.#settings = isSignedIn ? { ...settings } : { ...settings, ...(env.ATLAS_API_KEY ? { apiKey: env.ATLAS_API_KEY } : {}) };
    const { apiKey, email, password, tokens } = this.#settings;
    if ([apiKey, email, tokens].filter((way) => way !== undefined).length !== 1 || (email === undefined) !== (password === undefined)) {
      throw new TypeError("give either apiKey (or set ATLAS_API_KEY), or email and password, or tokens");
    }
    if (apiKey !== undefined) {
      this.#settings.apiKey = apiKey.trim();
      if (!/^[\x21-\x7e]+$/.test(this.#settings.apiKey)) throw new TypeError("apiKey is empty, or has characters that no header can have");
    }
    this.#baseUrl = (settings.baseUrl || env.ATLAS_BASE_URL || BASE_URL).replace(/\/+$/, "").replace(/\/api\/v1$/, "");
    if (!/^https?:\/\//.test(this.#baseUrl)) throw new TypeError("baseUrl does not begin with https:// or http://");
    this.companyId = settings.companyId ?? (env.ATLAS_COMPANY_ID || undefined);
    this.#session = { tokens: { ...tokens }, expiresAt: Infinity, written: "" };
  }

  /** Return a client with other settings. It shares tokens with this one. */
  withOptions(options: Pick<Settings, "companyId" | "timeout" | "maxRetries">): this {
    const settings = { ...this.#settings, baseUrl: this.#baseUrl, companyId: this.companyId, ...clean(options) };
    const other = new (this.constructor as new (settings: Settings) => this)(settings);
    other.#session = this.#session;
    return other;
  }

  async send<T>(call: Call, params: object = {}, options: Options = {}): Promise<T> {
    const answer = await this.#converse(call, params, options, "application/json");
    const text = await answer.text();
    let found: T;
    try {
      found = (text ? parse(text) : undefined) as T;
    } catch {
      throw errorFor(answer.status, { detail: "The answer is not JSON, so something between you and Atlas has sent it." }, answer.headers);
    }
    const etag = answer.headers.get("etag");
    if (etag && typeof found === "object" && found !== null) etags.set(found, etag);
    return found;
  }

  async download(call: Call, params: object = {}, options: Options = {}): Promise<Download> {
    const answer = await this.#converse(call, params, options, "*/*");
    const name = fileName(answer.headers.get("content-disposition") ?? "");
    return new Download(new Uint8Array(await answer.arrayBuffer()), answer.headers.get("content-type") ?? "", name);
  }

  async #converse(call: Call, given: object, options: Options, accept: string): Promise<Response> {
    const { url, headers, body } = this.#request(call, given as Record<string, unknown>, options, accept);
    const setsAgain = ["PUT", "PATCH"].includes(call.method) && !options.ifMatch; // it has changed the tag itself
    const isRepeatable = !!call.takesKey || ["GET", "DELETE"].includes(call.method) || setsAgain;
    const maxRetries = options.maxRetries ?? this.#settings.maxRetries ?? 3;
    let token = call.isPublic ? undefined : await this.#token();
    let wasRenewed = false;
    let mayBeDone = false;
    for (let attempt = 1; ; attempt++) {
      if (token !== undefined) headers.set("Authorization", `Bearer ${token}`);
      const outcome = await this.#exchange(call, url, { method: call.method, headers, body: body ?? null }, options, attempt);
      let wait: number | undefined;
      if (outcome instanceof Response) {
        if (outcome.ok) {
          const written = outcome.headers.get(POSITION) ?? "";
          if (written > this.#session.written) this.#session.written = written;
          return outcome;
        }
        if (outcome.status === 401 && !call.isPublic && !wasRenewed && this.#isRenewable) {
          wasRenewed = true;
          token = await this.#token(token);
          attempt--;
          continue;
        }
        if (outcome.status === 404 && call.method === "DELETE" && mayBeDone) return new Response(null, { status: 204 });
        mayBeDone ||= outcome.status >= 500;
        wait = waitBefore(attempt + 1, outcome.headers);
        const isWorth =
          outcome.status === 409
            ? outcome.headers.has("retry-after")
            : [429, 503].includes(outcome.status) || (isRepeatable && TRANSIENT.has(outcome.status));
        if (attempt > maxRetries || !isWorth || wait === undefined) throw await errorOf(outcome);
      } else {
        const isUnsent = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN/.test(outcome.message);
        mayBeDone ||= !isUnsent;
        wait = waitBefore(attempt + 1);
        if (attempt > maxRetries || options.signal?.aborted || !(isUnsent || isRepeatable)) throw outcome;
      }
      await pause((wait ?? 0) * 1000, options.signal);
      if (options.signal?.aborted) throw new APIConnectionError(`${call.method} ${PREFIX}${call.path}: ${reasonOf(options.signal.reason)}`);
    }
  }

  #request(call: Call, params: Record<string, unknown>, options: Options, accept: string) {
    const named = new Set(call.query);
    const query = new URLSearchParams(call.fixed);
    const body: Record<string, unknown> = {};
    const all = call.inCompany && this.companyId !== undefined ? { company_id: this.companyId, ...clean(params) } : clean(params);
    for (const [name, value] of Object.entries(all)) {
      if (!named.has(name)) body[name] = value;
      else if (Array.isArray(value) && call.repeated?.includes(name)) value.forEach((each) => query.append(name, text(each, name)));
      else query.append(name, Array.isArray(value) ? value.map((each) => text(each, name)).join(",") : text(value, name));
    }
    const headers = new Headers({ Accept: accept });
    if ("process" in globalThis) headers.set("User-Agent", `atlas-accounting-typescript/${VERSION}`);
    if (call.takesKey) headers.set("Idempotency-Key", options.idempotencyKey ?? crypto.randomUUID());
    if (options.ifMatch) headers.set("If-Match", options.ifMatch);
    if (this.#session.written) headers.set(POSITION, this.#session.written);
    if (call.hasBody) headers.set("Content-Type", "application/json");
    const url = this.#baseUrl + PREFIX + call.path + (query.size ? `?${query}` : "");
    return { url, headers, body: call.hasBody ? stringify(body) : undefined };
  }

  async #exchange(call: Call, url: string, init: RequestInit, options: Options, attempt: number): Promise<Response | APIConnectionError> {
    const exchange: Exchange = { method: call.method, path: PREFIX + call.path, attempt };
    this.#settings.onRequest?.(exchange);
    const began = performance.now();
    const usual = this.#settings.timeout ?? 30_000;
    const milliseconds = options.timeout ?? (call.path.startsWith("/exports/") ? Math.max(usual, EXPORT_TIMEOUT) : usual);
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(new Error("timeout")), milliseconds);
    const abort = () => stop.abort(options.signal?.reason);
    options.signal?.addEventListener("abort", abort, { once: true });
    if (options.signal?.aborted) abort();
    let outcome: Response | APIConnectionError;
    try {
      const got = await (this.#settings.fetch ?? fetch)(url, { ...init, signal: stop.signal, redirect: "manual" });
      const content = await got.arrayBuffer(); // within the timeout, so that a slow body is late too
      outcome = new Response([204, 304].includes(got.status) ? null : content, { status: got.status, headers: got.headers });
    } catch (error) {
      const told = `${exchange.method} ${exchange.path}`;
      if (stop.signal.aborted && !options.signal?.aborted) outcome = new APITimeoutError(`${told}: no answer in ${milliseconds} ms`);
      else outcome = new APIConnectionError(`${told}: ${reasonOf(error)}`);
    } finally {
      clearTimeout(timer);
      options.signal?.removeEventListener("abort", abort);
    }
    const seconds = (performance.now() - began) / 1000;
    if (outcome instanceof Response) {
      this.#settings.onResponse?.({ ...exchange, seconds, status: outcome.status, requestId: outcome.headers.get("x-request-id") ?? undefined });
    } else this.#settings.onResponse?.({ ...exchange, seconds, error: outcome.name });
    return outcome;
  }

  get #isRenewable(): boolean {
    return this.#settings.apiKey === undefined && !!(this.#session.tokens.refreshToken ?? this.#settings.email);
  }

  /** Return a valid token. If several calls need a new one, only one of them asks for it. */
  async #token(refused?: string): Promise<string> {
    if (this.#settings.apiKey !== undefined) return this.#settings.apiKey;
    const access = this.#session.tokens.accessToken;
    if (access !== undefined && access !== refused && Date.now() < this.#session.expiresAt - RENEW_BEFORE) return access;
    this.#session.renewal ??= this.#renew().finally(() => (this.#session.renewal = undefined));
    return this.#session.renewal;
  }

  async #renew(): Promise<string> {
    const { email, password, otp } = this.#settings;
    let answer: { tokens: { access_token: string; refresh_token: string; expires_in: number } } | undefined;
    const refresh = this.#session.tokens.refreshToken;
    if (refresh !== undefined) {
      const call = { method: "POST", path: "/auth/refresh", hasBody: true, isPublic: true };
      try {
        answer = await this.send(call, { refresh_token: refresh });
      } catch (error) {
        if (email === undefined) throw error;
      }
    }
    if (answer === undefined) {
      if (email === undefined) throw new AtlasError("there is no refresh token to get a new access token with");
      answer = await this.send({ method: "POST", path: "/auth/login", hasBody: true, isPublic: true }, { email, password, otp });
    }
    const tokens = answer!.tokens;
    this.#session.tokens = { accessToken: tokens.access_token, refreshToken: tokens.refresh_token };
    this.#session.expiresAt = Date.now() + tokens.expires_in * 1000;
    this.#settings.onTokens?.({ ...this.#session.tokens });
    return tokens.access_token;
  }
}

/** Return a value as one segment of a path. An empty value would give another address, so it is refused. */
export function segment(value: string): string {
  if (["", ".", ".."].includes(value) || typeof value !== "string") throw new TypeError(`${value} is not an id`);
  return encodeURIComponent(value);
}

/** Return the name in a `Content-Disposition`, without any folder. */
function fileName(disposition: string): string {
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1];
  const quoted = /filename="((?:[^"\\]|\\.)*)"/.exec(disposition)?.[1]?.replace(/\\(.)/g, "$1");
  const name = encoded ? decodeURIComponent(encoded.trim()) : (quoted ?? /filename=([^";]+)/.exec(disposition)?.[1]?.trim() ?? "");
  const last = name.split(/[/\\]/).pop() ?? "";
  return [".", ".."].includes(last) ? "" : last;
}

async function errorOf(answer: Response): Promise<AtlasError> {
  const body: unknown = await answer.json().catch(() => undefined);
  return errorFor(answer.status, (typeof body === "object" && body !== null ? body : {}) as ErrorBody, answer.headers);
}

function waitBefore(attempt: number, headers?: Headers): number | undefined {
  const asked = headers && secondsToWait(headers);
  if (asked !== undefined) return asked > LONGEST_RETRY_AFTER ? undefined : asked + Math.random() / 4;
  return Math.min(0.5 * 2 ** (attempt - 2), 8) * (0.5 + Math.random() / 2);
}

/** Wait, but not longer than until the signal. */
function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const end = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", end);
      done();
    };
    const timer = setTimeout(end, milliseconds);
    signal?.addEventListener("abort", end, { once: true });
    if (signal?.aborted) end();
  });
}

function clean(params: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([, value]) => value !== undefined));
}

function text(value: unknown, name: string): string {
  if (typeof value === "number" && !Number.isSafeInteger(value)) throw new TypeError(`${name}: ${value} is not exact: give decimal text`);
  return String(value);
}

function reasonOf(error: unknown): string {
  const cause = error instanceof Error ? (error.cause as { code?: string; message?: string } | undefined) : undefined;
  return [error instanceof Error ? error.message : String(error), cause?.code, cause?.message].filter(Boolean).join(": ");
}

function environment(): Record<string, string | undefined> {
  return (globalThis as { process?: { env?: Record<string, string | undefined> } }).process?.env ?? {};
}
