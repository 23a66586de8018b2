import { pageLocales, type LogoReference, type PageSettings } from '@paycore/core';
import { InvalidArgumentError, type Command } from 'commander';
import { opened, shopCommand, type ShopOptions, type ShopTools } from './shop-scope.ts';

/** By the options' names; what is absent stays as it is. */
interface Given {
  readonly shopName?: string;
  readonly accentColor?: string;
  readonly supportContact?: string;
  readonly defaultLocale?: string;
  readonly successRedirectSeconds?: number | '';
}

/** How the payer's page presents the shop. */
export function pageCommands(page: Command, tools: ShopTools): void {
  const { open, print } = tools;
  shopCommand(page, 'show')
    .description('How the payment page presents the shop')
    .action(async (options: ShopOptions) => {
      const { managePage, scope } = await opened(options, open);
      print(pageReport(await managePage.read(scope)));
    });
  shopCommand(page, 'set')
    .description("Change what is given and leave the rest; an empty text ('') takes a setting away")
    .option('--shop-name <text>')
    .option('--accent-color <#RRGGBB>', 'dark enough to read white text on it')
    .option('--support-contact <text>', 'an address, a telephone number or a link')
    .option('--default-locale <locale>', `one of ${pageLocales.join(', ')}`)
    .option('--success-redirect-seconds <n>', 'how long a paid page waits before it leads back to the shop', seconds)
    .action(async (options: ShopOptions & Given) => {
      const { managePage, scope } = await opened(options, open);
      const { project: _project, environment: _environment, ...changes } = options;
      const { logo: _logo, ...before } = await managePage.read(scope);
      const wanted = Object.entries({ ...before, ...changes }).filter(([, value]) => value !== '');
      print(pageReport(await managePage.replace(scope, Object.fromEntries(wanted))));
    });
  logoCommands(page.command('logo').description('The image on top of the page'), tools);
}

function logoCommands(logo: Command, { open, print, read }: ShopTools): void {
  shopCommand(logo, 'set <file>')
    .description('Show this image: PNG or WebP, up to 50 kB, 32 to 1,024 pixels a side')
    .action(async (file: string, options: ShopOptions) => {
      const type = typeOf(file);
      const { managePage, scope } = await opened(options, open);
      print(pageReport(await managePage.putLogo(scope, type, await read(file))));
    });
  shopCommand(logo, 'remove')
    .description('Show no image')
    .action(async (options: ShopOptions) => {
      const { managePage, scope } = await opened(options, open);
      print(pageReport(await managePage.removeLogo(scope)));
    });
}

const pageReport = ({ logo, ...page }: PageSettings) => ({
  shop_name: page.shopName ?? null,
  accent_color: page.accentColor ?? null,
  support_contact: page.supportContact ?? null,
  default_locale: page.defaultLocale ?? null,
  success_redirect_seconds: page.successRedirectSeconds ?? null,
  logo: logo ?? null,
});

function seconds(text: string): number | '' {
  if (text !== '' && !/^\d{1,5}$/.test(text))
    throw new InvalidArgumentError("Expected a number of seconds, or '' for never.");
  return text === '' ? '' : Number(text);
}

/** The store compares it with the image's own bytes. */
function typeOf(file: string): LogoReference['type'] {
  const type = ({ png: 'image/png', webp: 'image/webp' } as const)[
    /\.(png|webp)$/i.exec(file)?.[1]?.toLowerCase() ?? ''
  ];
  if (!type) throw new Error('Expected a file that ends in .png or .webp.');
  return type;
}
