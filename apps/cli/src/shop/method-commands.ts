import { validationFailed, type MethodList } from '@paycore/core';
import type { Command } from 'commander';
import * as z from 'zod';
import { readJson } from '../input.ts';
import { opened, shopCommand, type ShopOptions, type ShopTools } from './shop-scope.ts';

const limit = z.int().positive().nullish();

/** What `methods show` prints, and the management API answers. */
const listForm = z.strictObject({
  version: z.int().nonnegative(),
  methods: z.array(
    z.strictObject({ gateway: z.string(), method: z.string(), enabled: z.boolean(), min: limit, max: limit }),
  ),
});

/** What payers may pick, and in which order they see it. */
export function methodCommands(methods: Command, { open, print, read }: ShopTools): void {
  shopCommand(methods, 'show')
    .description('The methods in the order of the page, each enabled or not, with its limits in whole TWD')
    .action(async (options: ShopOptions) => {
      const { manageMethods, scope } = await opened(options, open);
      print(listReport(await manageMethods.read(scope)));
    });
  shopCommand(methods, 'set')
    .description(
      'Replace the list by one in the form that show prints, and of the version that it printed: JSON from stdin',
    )
    .option('--file <path>', 'read it from this file instead')
    .action(async (options: ShopOptions & { file?: string }) => {
      const { manageMethods, scope } = await opened(options, open);
      const list = methodList(await readJson(read, options.file));
      print(listReport(await manageMethods.replace(scope, list)));
    });
}

const listReport = ({ version, methods }: MethodList) => ({
  version,
  methods: methods.map(({ gateway, route, isEnabled, min = null, max = null }) => ({
    ...{ gateway, method: route, enabled: isEnabled },
    ...{ min, max },
  })),
});

/** Throws VALIDATION_FAILED with every fault. */
function methodList(input: unknown): MethodList {
  const { data, error } = listForm.safeParse(input);
  if (error) {
    throw validationFailed(
      Object.fromEntries(error.issues.map(({ path, message }) => [path.join('.') || 'input', [message]])),
    );
  }
  return {
    version: data.version,
    methods: data.methods.map(({ gateway, method: route, enabled: isEnabled, min, max }) => ({
      ...{ gateway, route, isEnabled },
      ...(typeof min === 'number' && { min }),
      ...(typeof max === 'number' && { max }),
    })),
  };
}
