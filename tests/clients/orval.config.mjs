// The client asks its own environment where the server is: orval writes addresses as template literals.
export default {
  atlas: {
    input: "../../docs/openapi.yaml",
    output: { target: "./build/orval/atlas.ts", client: "fetch", baseUrl: "${process.env.ATLAS_URL}" },
  },
};
