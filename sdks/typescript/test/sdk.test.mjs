// The TypeScript SDK against a running Atlas, whose address and tokens tests/sdks/test_typescript.py gives.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { test } from "node:test";
import { inspect } from "node:util";
import * as sdk from "@atlas-accounting/sdk";

const { ATLAS_BASE_URL, ATLAS_WIRE, ATLAS_COMPANY_ID, ATLAS_ACCESS, ATLAS_REFRESH, SALES, EVENT } = process.env;
const client = (more = {}) => new sdk.Atlas({ tokens: { accessToken: ATLAS_ACCESS }, ...more });

test("amounts are exact and integers are numbers", async () => {
  const atlas = client();
  const customer = await atlas.customers.create({ name: "Harbor Café" });
  const invoice = await atlas.invoices.create({ customer_id: customer.id, lines: [{ account_id: SALES, unit_price: "90071992547409.93" }] });
  assert.equal(invoice.amount, "90071992547409.93");
  assert.equal(customer.payment_terms_days, 30);
  assert.ok(sdk.etagOf(invoice));
  await assert.rejects(atlas.invoices.update(invoice.id, { notes: "x" }, { ifMatch: '"old"' }), sdk.PreconditionFailedError);
  await assert.rejects(async () => atlas.invoices.create({ customer_id: customer.id, lines: [{ account_id: SALES, unit_price: 0.1 }] }), /0.1 is not exact/);
  await assert.rejects(atlas.invoices.get("0198a7ca-77c1-7e02-9b64-2d8f1c3a5e70"), sdk.NotFoundError);
  assert.throws(() => atlas.invoices.get(""), TypeError);
  assert.equal((await atlas.invoices.update(invoice.id, { external_id: null })).external_id, null);
  const file = await atlas.reports.trialBalanceFile({ format: "csv" });
  assert.match(file.filename, /\.csv$/);
});

test("a file has the name that Atlas gives it", async () => {
  for (const [header, name] of [
    ['attachment; filename="a;b.pdf"', "a;b.pdf"],
    ['attachment; filename="a\\"b.pdf"', 'a"b.pdf'],
    ["attachment; filename*=utf-8''M%C3%A4rz%3B.pdf", "März;.pdf"],
    ['attachment; filename="../x.pdf"', "x.pdf"],
    ["attachment; filename=x.pdf", "x.pdf"],
    ["attachment", ""],
  ]) {
    const fetch = async () => new Response("x", { headers: { "Content-Disposition": header } });
    assert.equal((await client({ fetch }).reports.trialBalanceFile({ format: "csv" })).filename, name);
  }
});

test("what names an entity tag is not sent again: it may have changed the tag itself", async () => {
  const sent = [];
  const fetch = async (url, init) => {
    sent.push(init.method);
    throw new TypeError("the connection is lost");
  };
  const atlas = client({ fetch, maxRetries: 1 });
  const id = "0198a7ca-77c1-7e02-9b64-2d8f1c3a5e70";
  for (const ifMatch of [undefined, '"old"']) {
    await assert.rejects(atlas.customers.upsert("c-1", { name: "A" }, { ifMatch }), sdk.APIConnectionError);
    await assert.rejects(atlas.customers.update(id, { name: "A" }, { ifMatch }), sdk.APIConnectionError);
  }
  assert.deepEqual(sent, ["PUT", "PUT", "PATCH", "PATCH", "PUT", "PATCH"]);
});

test("later calls say what this client has written", async () => {
  const sent = [];
  const given = ["", "00000000000001ff", "00000000000000aa", ""];
  const fetch = async (url, init) => {
    sent.push(init.headers.get("atlas-position"));
    const position = given[sent.length - 1];
    return new Response("{}", { status: 200, headers: position ? { "Atlas-Position": position } : {} });
  };
  const atlas = client({ fetch });
  for (const _ of given) await atlas.reports.trialBalance();
  assert.deepEqual(sent, [null, null, "00000000000001ff", "00000000000001ff"]);
});

test("counts by kind are numbers, and amounts below and beside them are text", async () => {
  const counted = '{"created": {"customers": 2, "x}": 1}, "skipped":{}, "amount": 1.50, "done": 3, "updated": null, "lines": [{"created": {"a": 4}, "amount": 5}]}';
  const found = await client({ fetch: async () => new Response(counted) }).imports.get("0198a7ca-77c1-7e02-9b64-2d8f1c3a5e70");
  const lines = [{ created: { a: 4 }, amount: "5" }];
  assert.deepEqual(found, { created: { customers: 2, "x}": 1 }, skipped: {}, amount: "1.50", done: 3, updated: null, lines });
});

test("a page of something in between is an error of the library", async () => {
  const fetch = async () => new Response("<html>Sign in to the network</html>", { status: 200 });
  await assert.rejects(client({ fetch }).auth.me(), (error) => error instanceof sdk.APIError && error.code === "" && /not JSON/.test(error.message));
});

test("a signal ends the wait for the next attempt", async () => {
  const stop = new AbortController();
  const seen = [];
  const fetch = async () => new Response("{}", { status: 429, headers: { "Retry-After": "60" } });
  const onResponse = () => setTimeout(() => stop.abort(new Error("enough")), 10);
  const call = client({ fetch, onResponse, onRequest: (exchange) => seen.push(exchange) }).auth.me({ signal: stop.signal });
  await assert.rejects(call, /enough/);
  assert.equal(seen.length, 1);
});

test("lists are read to their end", async () => {
  const atlas = client();
  for (const name of ["A", "B", "C"]) await atlas.vendors.create({ name });
  const names = [];
  for await (const vendor of atlas.vendors.list({ page_size: 2, sort_by: "name", sort_order: "asc" })) names.push(vendor.name);
  assert.deepEqual(names, ["A", "B", "C"]);
});

test("a write whose answer is lost happens once", async () => {
  const seen = [];
  const atlas = client({ baseUrl: ATLAS_WIRE, onResponse: (exchange) => seen.push(exchange) });
  const made = await atlas.customers.create({ name: "Once" });
  assert.deepEqual(seen.map((each) => each.status ?? each.error), ["APIConnectionError", 201]);
  const found = await atlas.customers.list({ search: "Once" }).first();
  assert.deepEqual(found.items.map((each) => each.id), [made.id]);
});

test("late answers and absent servers", async () => {
  const seen = [];
  const silent = createServer(() => {}).listen(0, "127.0.0.1");
  await once(silent, "listening");
  const baseUrl = `http://127.0.0.1:${silent.address().port}/api/v1`;
  const atlas = client({ baseUrl, timeout: 50, onResponse: (exchange) => seen.push(exchange.attempt) });
  await assert.rejects(atlas.auth.me({ maxRetries: 0 }), sdk.APITimeoutError);
  await assert.rejects(atlas.withOptions({ maxRetries: 1 }).auth.me(), sdk.APITimeoutError);
  assert.deepEqual(seen, [1, 1, 2]);
  silent.closeAllConnections();
  silent.close();
  await client({ timeout: 1 }).withOptions({ timeout: 20_000 }).auth.me();
  await assert.rejects(client({ baseUrl: "http://127.0.0.1:1", maxRetries: 1 }).health.get(), sdk.APIConnectionError);
});

test("an export is waited for longer", async () => {
  const waited = [];
  const { setTimeout } = globalThis;
  globalThis.setTimeout = (...given) => (waited.push(given[1]), setTimeout(...given));
  const fetch = async () => new Response("{}", { headers: { "content-type": "application/json" } });
  try {
    for (const timeout of [undefined, 5_000, 900_000]) {
      const atlas = new sdk.Atlas({ apiKey: "atlas_sk_1", timeout, fetch });
      await atlas.exports.archive();
      await atlas.exports.archive({}, { timeout: 7_000 });
      await atlas.invoices.list().first();
    }
  } finally {
    globalThis.setTimeout = setTimeout;
  }
  assert.deepEqual(waited, [600_000, 7_000, 30_000, 600_000, 7_000, 5_000, 900_000, 7_000, 900_000]);
});

test("one of many calls refreshes, and no secret is shown", async () => {
  const seen = [];
  const tokens = { accessToken: "eyJexpired", refreshToken: ATLAS_REFRESH };
  const atlas = new sdk.Atlas({ tokens, onResponse: (exchange) => seen.push(exchange.path) });
  const elsewhere = atlas.withOptions({ companyId: "0198a7c5-0a4f-7b12-8d3e-1c5a9f7e2b60", timeout: undefined });
  await Promise.all([atlas, elsewhere, atlas, elsewhere].map((each) => each.auth.me()));
  assert.equal(seen.filter((path) => path.endsWith("/refresh")).length, 1);
  await assert.rejects(elsewhere.customers.list().first(), sdk.NotFoundError);
  assert.notEqual(atlas.companyId, elsewhere.companyId);
  assert.ok(!(inspect(atlas, { depth: 9 }) + JSON.stringify(Object.keys(atlas))).includes(ATLAS_REFRESH));
  assert.throws(() => new sdk.Atlas({ apiKey: "a", tokens }), TypeError);
});

test("webhooks are verified", async () => {
  const secret = "a-secret-of-the-endpoint";
  const now = Math.floor(Date.now() / 1000);
  const sign = (at, key = secret) => "v1," + createHmac("sha256", key).update(`id.${at}.${EVENT}`).digest("base64");
  const headers = (at) => ({ "Webhook-Id": "id", "webhook-timestamp": String(at), "webhook-signature": sign(at) });
  const event = await sdk.webhooks.verify(EVENT, headers(now), ["another-secret-here", secret]);
  assert.equal(event.event, "invoice.paid");
  assert.equal(event.data.amount, "1500.00");
  assert.equal(event.sequence, 1042);
  const refused = (body, given, options) => assert.rejects(sdk.webhooks.verify(body, given, secret, options), sdk.WebhookVerificationError);
  await refused(EVENT + " ", headers(now));
  await refused(EVENT, headers(now - 301));
  await refused(EVENT, {});
  await sdk.webhooks.verify(EVENT, headers(now - 301), secret, { tolerance: null });
  const standard = "whsec_" + Buffer.from("a-secret-of-24-bytes----").toString("base64");
  for (const [own, key] of [[standard, "a-secret-of-24-bytes----"], ["whsec_no-padding22", "whsec_no-padding22"], ["whsec_noPaddingAtAll", "whsec_noPaddingAtAll"]]) {
    await sdk.webhooks.verify(EVENT, { ...headers(now), "webhook-signature": sign(now, key) }, own);
  }
  const alone = { "x-atlas-signature": createHmac("sha256", secret).update(EVENT).digest("hex") };
  await refused(EVENT, alone);
  await sdk.webhooks.verify(EVENT, new Headers(alone), secret, { tolerance: null });
});
