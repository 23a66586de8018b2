# One image for all apps; the command picks one: node dist/api/main.js, and so on. Built with BuildKit (Docker 23 or newer).
#   docker build -t paycore .
#   docker build -t paycore-demo --target demo .     the whole demo, with the sandbox

FROM node:24-slim AS source
WORKDIR /paycore
ENV CI=true NX_DAEMON=false NX_NO_CLOUD=true
COPY . .
# Runs `npm ci` first, since nothing is installed yet.
RUN --mount=type=cache,target=/root/.npm npm run build

# The user `node` of these images, by number, as Kubernetes asks of a user that is not root.
FROM node:24-slim AS demo
WORKDIR /paycore
ENV PAYCORE_FROM=dist PAYCORE_HOME=/var/lib/paycore PAYCORE_HOST=0.0.0.0 PAYCORE_SANDBOX_HOST=0.0.0.0
COPY --from=source /paycore .
RUN install -d -o 1000 -g 1000 /var/lib/paycore
USER 1000:1000
STOPSIGNAL SIGTERM
EXPOSE 4000 4001 4002 4003
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s CMD ["node", "docker/healthcheck.mjs", "/readyz"]
CMD ["node", "tools/dev/start.mjs"]

FROM node:24-slim AS production
WORKDIR /paycore
# Lines go to stdout, where the platform turns them over, so that nothing need be writable.
ENV NODE_ENV=production PAYCORE_LOG_TO=stdout PAYCORE_HOME=/var/lib/paycore
COPY --from=source /paycore/package.json package.json
COPY --from=source /paycore/LICENSE LICENSE
COPY --from=source /paycore/docker/healthcheck.mjs docker/healthcheck.mjs
COPY --from=source /paycore/dist/api dist/api
COPY --from=source /paycore/dist/webhooks dist/webhooks
COPY --from=source /paycore/dist/scheduler dist/scheduler
COPY --from=source /paycore/dist/cli dist/cli
RUN install -d -o 1000 -g 1000 /var/lib/paycore
USER 1000:1000
STOPSIGNAL SIGTERM
# Not the operations ports 4010-4012, which `docker run -P` would publish.
EXPOSE 4000 4001 4002
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s CMD ["node", "docker/healthcheck.mjs"]
CMD ["node", "dist/api/main.js"]
