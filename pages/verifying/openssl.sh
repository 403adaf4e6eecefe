# Sign a body as Atlas does, and send it to your endpoint.
body='{"event":"webhook.test","timestamp":"2026-01-15T10:30:00Z","data":{}}'
signature=$(printf %s "$body" | openssl dgst -sha256 -hmac "$ATLAS_WEBHOOK_SECRET" | sed 's/^.* //')

curl $URL \
  -H 'Content-Type: application/json' \
  -H 'X-Atlas-Event: webhook.test' \
  -H "X-Atlas-Signature: $signature" \
  --data-binary "$body"
