export const base = process.env.ATLAS_URL!;
export const credentials = { email: process.env.ATLAS_EMAIL!, password: process.env.ATLAS_PASSWORD! };

/** The body of an invoice; with too many decimals it is refused. */
export const invoice = (unit_price: number) => ({
  customer_id: process.env.ATLAS_CUSTOMER!,
  lines: [{ unit_price, account_id: process.env.ATLAS_ACCOUNT! }],
  external_id: "",
});

export function assert(condition: unknown, message = "not as expected"): asserts condition {
  if (!condition) throw new Error(message);
}
