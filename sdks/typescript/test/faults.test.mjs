// What goes wrong on the way to a running Atlas. tests/sdks/test_typescript_faults.py lets it happen, one FAULT at a time.
import assert from "node:assert/strict";
import { test } from "node:test";
import * as sdk from "@atlas-accounting/sdk";

const { FAULT, ATLAS_ACCESS } = process.env;
const only = (fault) => ({ skip: FAULT !== fault });
const client = (more = {}) => new sdk.Atlas({ tokens: { accessToken: ATLAS_ACCESS }, ...more });
const watched = (more = {}) => {
  const seen = [];
  return [client({ onResponse: (exchange) => seen.push(exchange), ...more }), seen];
};

test("limits are waited for", only("limits"), async () => {
  const [atlas, seen] = watched({ maxRetries: 8 });
  const found = await Promise.all(Array.from({ length: 20 }, () => atlas.auth.me()));
  assert.equal(new Set(found.map((me) => me.email)).size, 1);
  assert.ok(seen.some((exchange) => exchange.status === 429));
});

test("a limit is an error without retries", only("limit"), async () => {
  const [atlas, seen] = watched({ maxRetries: 0 });
  const ended = await Promise.allSettled(Array.from({ length: 40 }, () => atlas.auth.me()));
  const refused = ended.filter((each) => each.status === "rejected").map((each) => each.reason);
  assert.ok(refused.length > 0 && refused.length < 40);
  for (const error of refused) {
    assert.ok(error instanceof sdk.RateLimitError, String(error));
    assert.ok(error.retryAfter > 0 && error.retryAfter <= 61);
  }
  assert.equal(seen.length, 40);
});

test("a late answer is a timeout, and the write happens once", only("late"), async () => {
  const given = { name: "Late" };
  const key = { idempotencyKey: "late-1" };
  await assert.rejects(client({ timeout: 2_000, maxRetries: 0 }).customers.create(given, key), sdk.APITimeoutError);
  const [atlas, seen] = watched({ timeout: 20_000 });
  await atlas.customers.create(given, key);
  assert.equal(seen.at(-1).status, 201);
});

test("a late answer is tried again with the same key", only("late again"), async () => {
  const [atlas, seen] = watched({ timeout: 2_000, maxRetries: 4 });
  await atlas.customers.create({ name: "Late" });
  assert.equal(seen[0].error, "APITimeoutError");
  assert.equal(seen.at(-1).status, 201);
});

test("a killed server is waited for", only("killed"), async () => {
  const [atlas, seen] = watched();
  await atlas.customers.create({ name: "Survivor" });
  assert.deepEqual(seen.map((each) => each.status ?? each.error), ["APIConnectionError", 201]);
});

test("a deletion whose answer is lost is done", only("deleted"), async () => {
  const [atlas, seen] = watched();
  const customer = await atlas.customers.create({ name: "Gone" });
  await atlas.customers.delete(customer.id);
  assert.deepEqual(seen.map((each) => `${each.method} ${each.error ?? ""}`.trim()).slice(0, 2), ["POST", "DELETE APIConnectionError"]);
});

test("what cannot be repeated is not", only("login"), async () => {
  await assert.rejects(client().auth.login({ email: "a@example.com", password: "a long enough one" }), sdk.APIConnectionError);
});
