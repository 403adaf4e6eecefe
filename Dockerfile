FROM node:20-slim AS typescript
WORKDIR /sdk
COPY sdks/typescript .
RUN npm ci --ignore-scripts && npm run build && npm pack && mv *.tgz atlas-accounting-sdk.tgz

FROM python:3.11-slim
WORKDIR /atlas
COPY requirements.txt requirements.lock ./
RUN pip install --no-cache-dir --requirement requirements.txt && useradd --system atlas
COPY . .
COPY --from=typescript /sdk/atlas-accounting-sdk.tgz sdks/dist/
RUN pip wheel --quiet --no-cache-dir --no-deps --wheel-dir sdks/dist sdks/python
RUN DEBUG=1 python manage.py collectstatic --no-input && python -m compileall -q .
USER atlas
