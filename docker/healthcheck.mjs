// Exits 0 where the app of this container answers `/healthz`, or the path given. One app runs in a container: the ports of
// the others are silent.
const path = process.argv[2] ?? '/healthz';
const { PAYCORE_HOST, PAYCORE_API_PORT, PAYCORE_WEBHOOKS_PORT, PAYCORE_SCHEDULER_PORT } = process.env;
const host = !PAYCORE_HOST || ['0.0.0.0', '::'].includes(PAYCORE_HOST) ? '127.0.0.1' : PAYCORE_HOST;
const ports = [PAYCORE_API_PORT || 4000, PAYCORE_WEBHOOKS_PORT || 4001, PAYCORE_SCHEDULER_PORT || 4002];
const answers = await Promise.all(
  ports.map((port) =>
    fetch(`http://${host.includes(':') ? `[${host}]` : host}:${port}${path}`, {
      signal: AbortSignal.timeout(4000),
    }).then(
      ({ ok }) => ok,
      () => false,
    ),
  ),
);
process.exit(answers.includes(true) ? 0 : 1);
