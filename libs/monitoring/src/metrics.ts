import type { Metrics } from '@paycore/core';
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';

interface ObservedRequest {
  readonly app: string;
  readonly method: string;
  /** The route's pattern. */
  readonly route: string;
  readonly status: number;
  readonly seconds: number;
}

/** One value of a gauge. */
export interface Reading {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

export interface AppMetrics {
  /** Core's counters. */
  readonly metrics: Metrics;
  /** All metrics in Prometheus' text format, of `contentType`. */
  text(): Promise<string>;
  readonly contentType: string;
  observeRequest(request: ObservedRequest): void;
  /** Exports the gauge `paycore_{name}{labels}`, read at each scrape; a failed reading exports nothing. */
  watch(name: string, help: string, labels: readonly string[], read: () => Promise<readonly Reading[]>): void;
}

export function createMetrics(): AppMetrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Seconds from a request to the end of its answer.',
    labelNames: ['app', 'method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20],
    registers: [registry],
  });
  return {
    metrics: coreCounters(registry),
    text: () => registry.metrics(),
    contentType: registry.contentType,
    observeRequest: ({ app, method, route, status, seconds }) =>
      durations.observe({ app, method, route, status }, seconds),
    watch: (name, help, labels, read) => addGauge(registry, { name: `paycore_${name}`, help, labels, read }),
  };
}

interface Watched {
  readonly name: string;
  readonly help: string;
  readonly labels: readonly string[];
  readonly read: () => Promise<readonly Reading[]>;
}

function addGauge(registry: Registry, { name, help, labels, read }: Watched): void {
  const gauge: Gauge = new Gauge({
    name,
    help,
    labelNames: labels,
    registers: [registry],
    async collect() {
      gauge.reset();
      const readings = await read().catch(() => []);
      for (const { labels: of, value } of readings) gauge.set(of, value);
    },
  });
}

/** A counter's first use fixes its label names; later ones are dropped, since counting must never throw. */
function coreCounters(registry: Registry): Metrics {
  const counters = new Map<string, { counter: Counter; known: readonly string[] }>();
  const counterOf = (name: string, known: readonly string[]) => {
    const found = counters.get(name);
    if (found) return found;
    const text = { name: `paycore_${name.replace(/\W/g, '_')}_total`, help: `Count of ${name}.` };
    const made = { counter: new Counter({ ...text, labelNames: known, registers: [registry] }), known };
    counters.set(name, made);
    return made;
  };
  return {
    count(name, labels = {}) {
      const names = Object.keys(labels);
      const { counter, known } = counterOf(name, names);
      const isKnown = (label: string) => known.includes(label);
      counter.inc(names.every(isKnown) ? labels : pick(labels, names.filter(isKnown)));
    },
  };
}

const pick = (labels: Readonly<Record<string, string>>, names: readonly string[]): Record<string, string> =>
  Object.fromEntries(names.map((name) => [name, labels[name] ?? '']));
