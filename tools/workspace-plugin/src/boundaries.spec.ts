import { lintText } from './lint-text.ts';

const use = (what: string, from: string) => `import { ${what} } from '${from}';\nexport const seen = ${what};\n`;
const whole = (what: string, from: string) => `import * as ${what} from '${from}';\nexport const seen = ${what};\n`;

interface Sin {
  readonly sin: string;
  readonly file: string;
  readonly text: string;
  /** The rule and its reason. */
  readonly fault: RegExp;
  /** What the same file may say. */
  readonly instead: string;
}

/** The folders of core's use cases. */
const useCases = ['create', 'pick', 'settle', 'notices', 'due', 'query', 'manage'];

const sins: readonly Sin[] = [
  {
    sin: 'npm in core',
    file: 'libs/core/src/domain/sample.ts',
    text: use('z', 'zod'),
    fault: /boundaries.*"type:core" is not allowed to import "zod"/,
    instead: use('maxAmount', './money.ts'),
  },
  ...useCases.map((folder) => ({
    sin: `the platform in core’s ${folder}`,
    file: `libs/core/src/${folder}/sample.ts`,
    text: use('randomBytes', 'node:crypto'),
    fault: /no-restricted-imports.*a port/,
    instead: use('Random', '../ports/runtime.ts'),
  })),
  {
    sin: 'another library in core',
    file: 'libs/core/src/create/sample.ts',
    text: use('createLog', '@paycore/monitoring'),
    fault: /boundaries.*"type:core" cannot depend on any libs|boundaries: Circular/,
    instead: use('PayCoreError', '../domain/errors.ts'),
  },
  ...useCases.map((folder) => ({
    sin: `a use case of ${folder} in the domain`,
    file: 'libs/core/src/domain/sample.ts',
    text: use('CreatePayment', `../${folder}/create-payment.ts`),
    fault: /no-restricted-imports.*nothing but the domain/,
    instead: use('PayCoreError', './errors.ts'),
  })),
  {
    sin: 'a port in the domain',
    file: 'libs/core/src/domain/sample.ts',
    text: use('Gateway', '../ports/gateway.ts'),
    fault: /no-restricted-imports.*nothing but the domain/,
    instead: use('PayCoreError', './errors.ts'),
  },
  ...useCases.map((folder) => ({
    sin: `a use case of ${folder} in a port`,
    file: 'libs/core/src/ports/sample.ts',
    text: use('CreatePayment', `../${folder}/create-payment.ts`),
    fault: /no-restricted-imports.*words of the domain/,
    instead: use('PayCoreError', '../domain/errors.ts'),
  })),
  {
    sin: 'npm in the comparison of secrets',
    file: 'libs/safe-equal/src/sample.ts',
    text: use('nanoid', 'nanoid'),
    fault: /boundaries.*"type:safe-equal" is not allowed to import "nanoid"/,
    instead: use('timingSafeEqual', 'node:crypto'),
  },
  ...['libs/gateways/ecpay', 'libs/store-mongo', 'libs/wiring', 'tools/bench'].map((project) => ({
    sin: `a comparison of secrets of its own in ${project}`,
    file: `${project}/src/sample.ts`,
    text: use('timingSafeEqual', 'node:crypto'),
    fault: /no-restricted-syntax.*safe-equal/,
    instead: use('safeEqual', '@paycore/safe-equal'),
  })),
  {
    sin: 'such a comparison by way of its module',
    file: 'libs/gateways/ecpay/src/sample.ts',
    text: "import crypto from 'node:crypto';\nexport const isSame = crypto.timingSafeEqual;\n",
    fault: /no-restricted-syntax.*safe-equal/,
    instead: use('safeEqual', '@paycore/safe-equal'),
  },
  {
    sin: "the adapter's comparison in a simulator",
    file: 'libs/gateways/ecpay/src/simulator/sample.ts',
    text: use('safeEqual', '@paycore/safe-equal'),
    fault: /no-restricted-imports.*shares no code/,
    instead: use('PayCoreError', '@paycore/core'),
  },
  {
    sin: 'a gateway in what gateways share',
    file: 'libs/gateway-kit/src/sample.ts',
    text: use('ecpay', '@paycore/gateway-ecpay'),
    fault: /boundaries.*"type:gateway-kit" can only depend on|boundaries: Circular/,
    instead: whole('z', 'zod'),
  },
  {
    sin: 'what gateways share in a simulator',
    file: 'libs/gateways/ecpay/src/simulator/sample.ts',
    text: use('parseJson', '@paycore/gateway-kit'),
    fault: /no-restricted-imports.*shares no code/,
    instead: use('PayCoreError', '@paycore/core'),
  },
  {
    sin: 'what gateways share in core',
    file: 'libs/core/src/create/sample.ts',
    text: use('bankName', '@paycore/gateway-kit'),
    fault: /boundaries.*"type:core" cannot depend on any libs|boundaries: Circular/,
    instead: use('PayCoreError', '../domain/errors.ts'),
  },
  ...['libs/simulator-kit', 'apps/webhooks', 'apps/sandbox'].map((project) => ({
    sin: `what gateways share in ${project}`,
    file: `${project}/src/sample.ts`,
    text: use('parseJson', '@paycore/gateway-kit'),
    fault: /boundaries.*(can only depend on|Circular)/,
    instead: use('PayCoreError', '@paycore/core'),
  })),
  {
    sin: 'a gateway in a gateway',
    file: 'libs/gateways/ecpay/src/sample.ts',
    text: use('acme', '@paycore/gateway-acme'),
    fault: /boundaries/,
    instead: use('PayCoreError', '@paycore/core'),
  },
  {
    sin: 'express in a gateway',
    file: 'libs/gateways/ecpay/src/sample.ts',
    text: use('express', 'express'),
    fault: /boundaries.*"type:gateway" is not allowed to import "express"/,
    instead: whole('z', 'zod'),
  },
  {
    sin: 'the simulator in its adapter',
    file: 'libs/gateways/ecpay/src/sample.ts',
    text: use('ecpaySimulator', './simulator/index.ts'),
    fault: /no-restricted-imports.*shares no code/,
    instead: use('ecpay', './index.ts'),
  },
  {
    sin: 'the adapter in its simulator',
    file: 'libs/gateways/ecpay/src/simulator/sample.ts',
    text: use('ecpay', '../gateway.ts'),
    fault: /no-restricted-imports.*shares no code/,
    instead: use('ecpaySimulator', './index.ts'),
  },
  {
    sin: 'what simulators share in an adapter',
    file: 'libs/gateways/ecpay/src/aio/sample.ts',
    text: use('Ledger', '@paycore/simulator-kit'),
    fault: /no-restricted-imports.*for simulators alone/,
    instead: whole('z', 'zod'),
  },
  {
    sin: 'what simulators share in another app',
    file: 'apps/webhooks/src/sample.ts',
    text: use('Ledger', '@paycore/simulator-kit'),
    fault: /boundaries.*"type:app" can only depend on/,
    instead: use('PayCoreError', '@paycore/core'),
  },
  {
    sin: 'a gateway in what simulators share',
    file: 'libs/simulator-kit/src/sample.ts',
    text: use('ecpaySimulator', '@paycore/gateway-ecpay/simulator'),
    fault: /boundaries|Only apps\/sandbox/,
    instead: use('html', 'hono/html'),
  },
  {
    sin: 'a relative path across libraries',
    file: 'libs/http/src/sample.ts',
    text: use('PayCoreError', '../../core/src/index.ts'),
    fault: /boundaries.*relative or absolute path/,
    instead: use('PayCoreError', '@paycore/core'),
  },
  {
    sin: 'the fakes in production code',
    file: 'libs/wiring/src/sample.ts',
    text: use('FakeClock', '@paycore/testing'),
    fault: /boundaries.*"type:wiring" can only depend on/,
    instead: use('PayCoreError', '@paycore/core'),
  },
  {
    sin: 'the code of web servers in what composes the apps',
    file: 'libs/wiring/src/sample.ts',
    text: use('shell', '@paycore/http'),
    fault: /boundaries.*"type:wiring" can only depend on/,
    instead: use('createLog', '@paycore/monitoring'),
  },
  {
    sin: 'npm in how a payment is shown',
    file: 'libs/payment-view/src/sample.ts',
    text: use('z', 'zod'),
    fault: /boundaries.*"type:payment-view" is not allowed to import "zod"/,
    instead: use('PayCoreError', '@paycore/core'),
  },
  {
    sin: 'a simulator in the api',
    file: 'apps/api/src/sample.ts',
    text: use('ecpaySimulator', '@paycore/gateway-ecpay/simulator'),
    fault: /no-restricted-imports.*Only apps\/sandbox/,
    instead: use('compose', '@paycore/wiring'),
  },
  {
    sin: 'a gateway in the api',
    file: 'apps/api/src/sample.ts',
    text: use('ecpay', '@paycore/gateway-ecpay'),
    fault: /no-restricted-imports.*Only libs\/wiring makes adapters/,
    instead: use('ecpayDocs', '@paycore/gateway-ecpay/docs'),
  },
  ...['libs/wiring', 'apps/sandbox', 'apps/webhooks', 'apps/scheduler', 'apps/cli'].map((project) => ({
    sin: `the documentation in ${project}`,
    file: `${project}/src/sample.ts`,
    text: use('ecpayDocs', '@paycore/gateway-ecpay/docs'),
    fault: /no-restricted-imports.*Only apps\/api shows/,
    instead: use('PayCoreError', '@paycore/core'),
  })),
  {
    sin: 'the documentation in its adapter',
    file: 'libs/gateways/ecpay/src/sample.ts',
    text: use('ecpayDocs', './docs/index.ts'),
    fault: /no-restricted-imports.*needs no documentation/,
    instead: use('ecpay', './gateway.ts'),
  },
  {
    sin: 'an adapter in the sandbox',
    file: 'apps/sandbox/src/sample.ts',
    text: use('ecpay', '@paycore/gateway-ecpay'),
    fault: /no-restricted-imports.*Only libs\/wiring makes adapters/,
    instead: use('ecpaySimulator', '@paycore/gateway-ecpay/simulator'),
  },
  {
    sin: 'a gateway’s profile in production code',
    file: 'libs/wiring/src/sample.ts',
    text: use('ecpayProfile', '@paycore/gateway-ecpay/testing'),
    fault: /no-restricted-imports.*for tests alone/,
    instead: use('ecpay', '@paycore/gateway-ecpay'),
  },
  {
    sin: 'the gateway in its profile',
    file: 'libs/gateways/ecpay/src/testing/sample.ts',
    text: use('ecpay', '../gateway.ts'),
    fault: /no-restricted-imports.*proves less/,
    instead: use('refusal', '@paycore/testing'),
  },
  {
    sin: 'the container outside wiring',
    file: 'apps/api/src/sample.ts',
    text: use('Container', 'inversify'),
    fault: /boundaries.*"type:app" is not allowed to import "inversify"/,
    instead: whole('z', 'zod'),
  },
  {
    sin: 'agenda outside the scheduler',
    file: 'apps/webhooks/src/sample.ts',
    text: use('Agenda', 'agenda'),
    fault: /boundaries.*"type:app" is not allowed to import "agenda"/,
    instead: use('rawBody', '@paycore/http'),
  },
  {
    sin: 'mongoose outside the store',
    file: 'libs/wiring/src/sample.ts',
    text: use('Schema', 'mongoose'),
    fault: /boundaries.*"type:wiring" is not allowed to import "mongoose"/,
    instead: use('Container', 'inversify'),
  },
  {
    sin: 'zod with all that nobody uses of it',
    file: 'libs/http/src/sample.ts',
    text: use('z', 'zod'),
    fault: /no-restricted-syntax.*\* as z/,
    instead: whole('z', 'zod'),
  },
  {
    sin: 'the environment read anywhere',
    file: 'apps/api/src/sample.ts',
    text: 'export const home = process.env.PAYCORE_HOME;\n',
    fault: /no-restricted-properties.*config/,
    instead: 'export const home = process.cwd();\n',
  },
  {
    sin: 'a default export',
    file: 'libs/http/src/sample.ts',
    text: 'export default 1;\n',
    fault: /no-restricted-exports/,
    instead: 'export const one = 1;\n',
  },
  {
    // The text of a file that lint must refuse; nothing is silenced here.
    sin: 'a silenced rule',
    file: 'libs/http/src/sample.ts',
    text: '/* eslint-disable no-console */\nexport const one = 1;\n',
    fault: /noInlineConfig/,
    instead: 'export const one = 1;\n',
  },
];

describe('lint', () => {
  // The first text waits for the rules and the project graph.
  beforeAll(() => lintText('libs/http/src/sample.ts', ''), 60_000);

  it.each(sins)('refuses $sin', async ({ file, text, fault, instead }) => {
    expect(await lintText(file, text)).toContainEqual(expect.stringMatching(fault));
    expect(await lintText(file, instead)).toEqual([]);
  });

  it('lets simulators use their kit', async () => {
    for (const file of ['simulator/sample.ts', 'simulator/aio/sample.ts']) {
      expect(await lintText(`libs/gateways/ecpay/src/${file}`, use('Ledger', '@paycore/simulator-kit'))).toEqual([]);
    }
  });

  it('lets the scheduler use agenda, and specs the fakes', async () => {
    expect(await lintText('apps/scheduler/src/sample.ts', use('Agenda', 'agenda'))).toEqual([]);
    expect(await lintText('libs/wiring/src/sample.spec.ts', use('FakeClock', '@paycore/testing'))).toEqual([]);
    expect(await lintText('libs/core/src/create/sample.spec.ts', use('FakeClock', '@paycore/testing'))).toEqual([]);
  });
});
