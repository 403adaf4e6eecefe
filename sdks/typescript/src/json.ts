/** JSON with exact numbers: amounts are decimal text, and only the integers that the API names are numbers. */

import { COUNTS, INTEGERS } from "./models.js";

const TOKEN = /"(?:[^"\\]|\\.)*"(\s*:(\s*\{)?)?|\}|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/** An exact number to send: decimal text, an integer, or a bigint. 0.1 is a TypeError, because it is not exact any more. */
export type Exact = string | number | bigint;

export function parse(text: string): unknown {
  let key = "";
  let isOfCounts = false;
  const exact = text.replace(TOKEN, (token: string, colon?: string, brace?: string) => {
    if (token === "}") isOfCounts = false;
    else if (!token.startsWith('"')) return isOfCounts || INTEGERS.has(key) ? token : `"${token}"`;
    else if (colon !== undefined) {
      key = token.slice(1, token.lastIndexOf('"'));
      if (brace !== undefined) isOfCounts = COUNTS.has(key);
    }
    return token;
  });
  return JSON.parse(exact);
}

/** Bytes are sent in base64. */
export function stringify(value: unknown): string {
  return JSON.stringify(value, function (this: Record<string, unknown>, name, inner: unknown) {
    const given = this[name]; // `inner` of a Buffer is what its toJSON says
    if (given instanceof Uint8Array) return base64(given);
    if (typeof inner === "bigint") return inner.toString();
    if (typeof inner === "number" && !Number.isSafeInteger(inner)) {
      throw new TypeError(`${name}: ${inner} is not exact: give decimal text`);
    }
    return inner;
  });
}

const PIECE = 0x8000; // a call has a limited number of arguments

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let start = 0; start < bytes.length; start += PIECE) {
    text += String.fromCharCode(...bytes.subarray(start, start + PIECE));
  }
  return btoa(text);
}
