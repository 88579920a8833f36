# The register in a container: `docker build -t road-gazetteer .`, `docker run -p 8000:8000 -v gazetteer:/data road-gazetteer`.
# An empty volume gets the bundled notices; take further ones in with
# `docker run -v gazetteer:/data -v $PWD:/in road-gazetteer gazetteer ingest /in/notice.txt`.
FROM python:3.12-slim AS build
WORKDIR /src
COPY . .
RUN python -m venv /opt/gazetteer && /opt/gazetteer/bin/pip install --no-cache-dir '.[postgres]'

FROM python:3.12-slim
RUN apt-get update && apt-get install -y --no-install-recommends libexpat1 && rm -rf /var/lib/apt/lists/* \
    && useradd --uid 10001 --create-home gazetteer && mkdir /data && chown gazetteer /data
COPY --from=build /opt/gazetteer /opt/gazetteer
ENV PATH=/opt/gazetteer/bin:$PATH GAZETTEER_DATABASE_URL=/data/gazetteer.db PYTHONUNBUFFERED=1
USER gazetteer
WORKDIR /data
VOLUME /data
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
STOPSIGNAL SIGTERM
CMD ["sh", "-c", "[ -n \"${GAZETTEER_DATABASE_URL##*://*}\" ] && [ ! -e \"$GAZETTEER_DATABASE_URL\" ] && gazetteer ingest $(python -c 'from gazetteer import bundled; print(*bundled.notice_paths())'); exec gazetteer serve --host 0.0.0.0 --workers ${GAZETTEER_WORKERS:-2}"]
