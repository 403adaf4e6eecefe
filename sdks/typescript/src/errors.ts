/** The errors. All are an AtlasError; a refusal of the API is an APIError with its code. */

export class AtlasError extends Error {
  override name = "AtlasError";
}

/** There was no response: Atlas could not be reached, or the connection broke. */
export class APIConnectionError extends AtlasError {
  override name = "APIConnectionError";
}

/** There was no response in time. */
export class APITimeoutError extends APIConnectionError {
  override name = "APITimeoutError";
}

/** A delivery is not from Atlas, or is too old. */
export class WebhookVerificationError extends AtlasError {
  override name = "WebhookVerificationError";
}

/** The error of one field. `field` is a path such as `lines[0].unit_price`. */
export interface FieldError {
  field: string;
  message: string;
}

export interface ErrorBody {
  detail?: string;
  code?: string;
  errors?: FieldError[];
  request_id?: string;
  existing_id?: string;
}

/** Atlas answered with an error. `code` is for programs and never changes; it is empty if a proxy answered. */
export class APIError extends AtlasError {
  override name = "APIError";
  readonly detail: string;
  readonly code: string;
  readonly errors: FieldError[];
  readonly requestId: string | undefined;

  constructor(
    readonly status: number,
    readonly body: ErrorBody,
    readonly headers: Headers,
  ) {
    const detail = body.detail ?? `HTTP status ${status}`;
    const requestId = body.request_id ?? headers.get("x-request-id") ?? undefined;
    super(`${detail.slice(0, 500)} (${[status, body.code].filter(Boolean).join(" ")})${requestId ? ` [request ${requestId}]` : ""}`);
    this.detail = detail;
    this.code = body.code ?? "";
    this.errors = body.errors ?? [];
    this.requestId = requestId;
  }
}

/** 400: the request cannot be read, or a query parameter is wrong. */
export class BadRequestError extends APIError {
  override name = "BadRequestError";
}
/** 401: the credentials are wrong, expired or revoked. */
export class AuthenticationError extends APIError {
  override name = "AuthenticationError";
}
/** 403: the role or the key's scopes do not allow this. */
export class PermissionDeniedError extends APIError {
  override name = "PermissionDeniedError";
}
/** 404: there is no such object, or it is not yours. */
export class NotFoundError extends APIError {
  override name = "NotFoundError";
}
/** 409: it exists already (`existingId`), or its state does not allow this. */
export class ConflictError extends APIError {
  override name = "ConflictError";
  get existingId(): string | undefined {
    return this.body.existing_id;
  }
}
/** 412: the object has changed since the entity tag in `ifMatch`. */
export class PreconditionFailedError extends APIError {
  override name = "PreconditionFailedError";
}
/** 422: `errors` says which fields are wrong. */
export class ValidationError extends APIError {
  override name = "ValidationError";
}
/** 429: too many requests. `retryAfter` is in seconds. */
export class RateLimitError extends APIError {
  override name = "RateLimitError";
  get retryAfter(): number | undefined {
    return secondsToWait(this.headers);
  }
}
/** 500 and above: Atlas failed, or is unavailable at the moment. */
export class ServerError extends APIError {
  override name = "ServerError";
}

export function errorFor(status: number, body: ErrorBody, headers: Headers): APIError {
  const kinds: Record<number, new (status: number, body: ErrorBody, headers: Headers) => APIError> = {
    400: BadRequestError,
    401: AuthenticationError,
    403: PermissionDeniedError,
    404: NotFoundError,
    409: ConflictError,
    412: PreconditionFailedError,
    422: ValidationError,
    429: RateLimitError,
  };
  const Kind = kinds[status] ?? (status >= 500 ? ServerError : APIError);
  return new Kind(status, body, headers);
}

/** Return what `Retry-After` says in seconds: a number, or the time until a date. */
export function secondsToWait(headers: Headers): number | undefined {
  const text = headers.get("retry-after")?.trim();
  if (!text) return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text);
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : Math.max(0, (at - Date.now()) / 1000);
}
