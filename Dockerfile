FROM python:3.11-slim
WORKDIR /atlas
COPY requirements.txt requirements.lock ./
RUN pip install --no-cache-dir --requirement requirements.txt && useradd --system atlas
COPY . .
RUN pip wheel --quiet --no-cache-dir --no-deps --wheel-dir sdks/dist sdks/python
RUN DEBUG=1 python manage.py collectstatic --no-input && python -m compileall -q .
USER atlas
