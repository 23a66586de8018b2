import { validationFailed } from '@paycore/core';
import { anImage, coreOnFakes } from '@paycore/testing';
import { Command } from 'commander';
import { shopCommands } from './shop-commands.ts';

const canary = 'canary-hash-key';

/** The commands on one project, and the text that files and stdin hold. */
async function cli(input: Readonly<Record<string, string | Uint8Array>> = {}) {
  const core = coreOnFakes();
  const { id } = await core.projects.create('Shop');
  const asked: (string | undefined)[] = [];
  const read = async (file?: string) => {
    asked.push(file);
    const text = input[file ?? '-'] ?? '';
    return typeof text === 'string' ? new TextEncoder().encode(text) : text;
  };
  const run = async (words: string, ...more: string[]): Promise<unknown> => {
    const answers: unknown[] = [];
    const root = new Command('paycore');
    shopCommands(root, { open: async () => core, print: (answer) => answers.push(answer), read });
    for (const command of root.commands.flatMap(function all(one): Command[] {
      return [one, ...one.commands.flatMap(all)];
    })) {
      command.exitOverride().configureOutput({ writeErr: () => undefined, writeOut: () => undefined });
    }
    await root.parseAsync([...words.split(' '), ...more], { from: 'user' });
    return answers[0];
  };
  const side = ['--project', id, '--environment', 'test'];
  return { ...core, run, side, asked, id };
}

const credentials = JSON.stringify({ merchant_id: '3002607', hash_key: canary });

describe('gateway', () => {
  it('is stored from stdin or a file, listed masked, and forgotten', async () => {
    const { run, side, asked, gateway, shops, id } = await cli({ '-': credentials, 'other.json': credentials });
    const account = { gateway: gateway.name, environment: 'test', version: 1, verified_at: null, verify_result: null };
    const listed = { gateways: [{ ...account, account: expect.stringContaining('***') }] };
    expect(await run(`gateway set ${gateway.name}`, ...side)).toEqual(listed);
    expect(await run(`gateway set ${gateway.name} --file other.json`, ...side)).toEqual(listed);
    expect(asked).toEqual([undefined, 'other.json']);
    expect(await run('gateway list', ...side)).toEqual(listed);
    expect(await run('gateway list', '--project', id, '--environment', 'production')).toEqual({ gateways: [] });
    expect((await shops.find(id, 'test')).accounts[0]?.credentials.reveal()).toMatchObject({ hash_key: canary });
    expect(await run(`gateway remove ${gateway.name}`, ...side)).toEqual({ gateways: [] });
    await expect(run(`gateway remove ${gateway.name}`, ...side)).rejects.toThrow('No account is stored');
  });

  it('is asked whether it knows the credentials', async () => {
    const { run, side, gateway } = await cli({ '-': credentials });
    await run(`gateway set ${gateway.name}`, ...side);
    expect(await run(`gateway verify ${gateway.name}`, ...side)).toMatchObject({
      gateways: [{ gateway: gateway.name, verify_result: 'unverifiable', verified_at: expect.any(Date) as Date }],
    });
  });

  it.each(['', '{', `{"hash_key": "${canary}"`, `"${canary}`, `${canary}`])(
    'quotes nothing of credentials that are no JSON: %j',
    async (text) => {
      const { run, side, gateway } = await cli({ '-': text, 'keys.json': text });
      const failure = async (...more: string[]) =>
        run(`gateway set ${gateway.name}`, ...side, ...more).then(
          () => 'stored',
          (error: unknown) => error,
        );
      expect(await failure()).toEqual(new Error('The standard input is not JSON.'));
      expect(await failure('--file', 'keys.json')).toEqual(new Error('keys.json is not JSON.'));
    },
  );

  it('stores nothing that its gateway does not take', async () => {
    const { run, side, gateway, shops, id } = await cli({ '-': credentials });
    gateway.open = () => {
      throw validationFailed({ 'gateway_credentials.hash_key': ['The hash_key is wrong.'] });
    };
    await expect(run(`gateway set ${gateway.name}`, ...side)).rejects.toThrow('Validation failed');
    await expect(run('gateway set nobody', ...side)).rejects.toThrow();
    expect((await shops.find(id, 'test')).version).toBe(0);
  });

  it('has to be told project and side', async () => {
    const { run, side } = await cli();
    await expect(run('gateway list')).rejects.toThrow('--project');
    await expect(run('gateway list', ...side.slice(0, 2))).rejects.toThrow('--environment');
    await expect(run('gateway list', ...side.slice(0, 3), 'stage')).rejects.toThrow('Allowed choices');
    await expect(run('gateway list', '--project', 'prj_none', ...side.slice(2))).rejects.toThrow('no such project');
  });
});

describe('methods', () => {
  const shown = (answer: unknown) =>
    answer as { version: number; methods: { gateway: string; method: string; enabled: boolean }[] };

  it('are shown, and set in the form in which they are shown', async () => {
    const input: Record<string, string> = { '-': credentials };
    const { run, side, gateway } = await cli(input);
    expect(await run('methods show', ...side)).toEqual({ version: 0, methods: [] });
    await run(`gateway set ${gateway.name}`, ...side);
    const before = shown(await run('methods show', ...side));
    expect(before.version).toBe(1);
    expect(before.methods.map(({ method }) => method).sort()).toEqual(Object.keys(gateway.methods).sort());
    const [first, ...rest] = before.methods;
    const after = { version: 1, methods: [...rest, { ...first, enabled: false, min: 30, max: null }] };
    input['methods.json'] = JSON.stringify(after);
    expect(await run('methods set --file methods.json', ...side)).toEqual({ ...after, version: 2 });
    expect(await run('methods show', ...side)).toEqual({ ...after, version: 2 });
    // The version has been used up.
    await expect(run('methods set --file methods.json', ...side)).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
  });

  it('are refused with every fault of their form', async () => {
    const method = { gateway: 'ecpay', method: 'atm', enabled: 'yes', min: 0.5 };
    const { run, side, shops, id } = await cli({ '-': JSON.stringify({ version: -1, methods: [method], extra: 1 }) });
    const failure = await run('methods set', ...side).catch((error: unknown) => error);
    const { fields } = failure as { fields: object };
    expect(Object.keys(fields).sort()).toEqual(['input', 'methods.0.enabled', 'methods.0.min', 'version']);
    expect((await shops.find(id, 'test')).version).toBe(0);
  });
});

describe('page', () => {
  const nothing = {
    ...{ shop_name: null, accent_color: null, support_contact: null, default_locale: null },
    ...{ success_redirect_seconds: null, logo: null },
  };

  it('is shown, and changed setting by setting', async () => {
    const { run, side } = await cli();
    expect(await run('page show', ...side)).toEqual(nothing);
    expect(await run('page set --accent-color #1A53C8 --default-locale en', ...side, '--shop-name', '茶 & 壺')).toEqual(
      {
        ...{ ...nothing, shop_name: '茶 & 壺', accent_color: '#1A53C8', default_locale: 'en' },
      },
    );
    const contact = ['--support-contact', '02-1234 5678', '--shop-name', ''];
    const second = { ...nothing, accent_color: '#1A53C8', default_locale: 'en', support_contact: '02-1234 5678' };
    expect(await run('page set --success-redirect-seconds 0', ...side, ...contact)).toEqual({
      ...second,
      success_redirect_seconds: 0,
    });
    expect(await run('page set', ...side, '--success-redirect-seconds', '')).toEqual(second);
    expect(await run('page show', ...side)).toEqual(second);
  });

  it('is refused with every fault, and stays as it was', async () => {
    const { run, side, shops, id } = await cli();
    const failure = await run('page set --accent-color #FFFF00 --default-locale fr', ...side).catch(
      (error: unknown) => error,
    );
    expect(Object.keys((failure as { fields: object }).fields).sort()).toEqual(['accent_color', 'default_locale']);
    await expect(run('page set --success-redirect-seconds soon', ...side)).rejects.toThrow('number of seconds');
    expect((await shops.find(id, 'test')).version).toBe(0);
  });

  it('has a logo from a file, which goes by its own bytes', async () => {
    const png = anImage('png');
    const { run, side, asked } = await cli({ 'logo.png': png, 'logo.webp': png, 'logo.svg': '<svg/>' });
    const logo = { hash: expect.stringMatching(/^[0-9a-f]{64}$/), type: 'image/png', width: 64, height: 33 };
    expect(await run('page logo set logo.png', ...side)).toEqual({ ...nothing, logo });
    expect(await run('page set --default-locale en', ...side)).toMatchObject({ default_locale: 'en', logo });
    await expect(run('page logo set logo.webp', ...side)).rejects.toMatchObject({ code: 'VALIDATION_FAILED' });
    await expect(run('page logo set logo.svg', ...side)).rejects.toThrow('.png or .webp');
    expect(asked).toEqual(['logo.png', 'logo.webp']);
    expect(await run('page logo remove', ...side)).toEqual({ ...nothing, default_locale: 'en' });
  });
});

describe('shop changes', () => {
  it('tell who did what, newest first, without values', async () => {
    const { run, side, gateway } = await cli({ '-': credentials });
    expect(await run('shop changes', ...side)).toEqual({ changes: [] });
    await run(`gateway set ${gateway.name}`, ...side);
    await run(`gateway verify ${gateway.name}`, ...side);
    await run(`gateway remove ${gateway.name}`, ...side);
    const answer = await run('shop changes', ...side);
    const at = expect.any(Date) as Date;
    const detail = { at, by: 'cli', gateway: gateway.name, version: 1 };
    expect(answer).toEqual({
      changes: [
        { ...detail, action: 'account_removed' },
        { ...detail, action: 'account_verified', result: 'unverifiable' },
        { ...detail, action: 'account_stored' },
      ],
    });
    expect(JSON.stringify(answer)).not.toContain(canary);
  });
});
