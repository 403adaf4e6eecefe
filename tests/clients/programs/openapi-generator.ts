/** Six calls with the TypeScript client of openapi-generator (typescript-fetch). */
import { AuthApi, Configuration, EventsApi, InvoicesApi, ResponseError } from "../build/openapi-generator-ts";
import type { ModelError } from "../build/openapi-generator-ts";
import { assert, base, credentials, invoice } from "./environment";

const signedIn = await new AuthApi(new Configuration({ basePath: base })).login({ loginInput: credentials });
const configuration = new Configuration({ basePath: base, accessToken: signedIn.tokens.accessToken });
const invoices = new InvoicesApi(configuration);
const body = (price: number) => {
  const { customer_id, lines, external_id } = invoice(price);
  return {
    customerId: customer_id,
    lines: lines.map((line) => ({ unitPrice: line.unit_price, accountId: line.account_id })),
    externalId: external_id,
  };
};

const listed = await invoices.invoicesList({ status: ["draft", "sent"] });
const created = await invoices.invoicesCreate({ invoiceInput: body(12.5) });
let refused: ModelError | undefined;
let field: string | undefined;
try {
  await invoices.invoicesCreate({ invoiceInput: body(12.123456789) });
} catch (error) {
  assert(error instanceof ResponseError);
  const answer = await error.response.json();
  refused = answer;
  field = answer.errors[0].field;
  assert(answer.status_code === 422);
}
assert(refused);

const walked = new Set<string>();
let cursor: string | null | undefined;
do {
  const page = await invoices.invoicesList({ pageSize: 2, ...(cursor ? { cursor } : {}) });
  page.items.forEach((one) => walked.add(one.id));
  cursor = page.nextCursor;
} while (cursor);

let after = 0;
let events = 0;
for (;;) {
  const page = await new EventsApi(configuration).eventsList({ after, pageSize: 3 });
  if (page.items.length === 0) break;
  for (const one of page.items) {
    assert(one.body.event === one.type);
    after = one.sequence;
    events += 1;
  }
}

console.log(JSON.stringify({
  statuses: [...new Set(listed.items.map((one) => one.status))].sort(),
  created: created.id,
  refused: [422, refused.code, field],
  walked: walked.size,
  events,
}));
