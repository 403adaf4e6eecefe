FROM python:3.11-slim
WORKDIR /atlas
COPY requirements.txt requirements.lock ./
RUN pip install --no-cache-dir --requirement requirements.txt && useradd --system atlas
COPY . .
RUN DEBUG=1 python manage.py collectstatic --no-input && python -m compileall -q .
USER atlas
