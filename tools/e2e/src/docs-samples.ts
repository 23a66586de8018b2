import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** CI has it or fails; elsewhere the samples in PHP are not tried, and that is said. */
export const hasPhp = spawnSync('php', ['--version']).status === 0;
if (!hasPhp && process.env['CI']) throw new Error('php is not there.');
if (!hasPhp) console.warn('The samples in PHP are NOT tested: php is not there.');

/** One sample of one endpoint, as a reader copies it. */
export interface DocsSample {
  /** The endpoint's anchor, such as `pay-ecpay-atm`. */
  readonly endpoint: string;
  readonly language: string;
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" };
const plain = (html: string) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => entities[name] ?? '');

/** All samples of a page of /docs. */
export function samplesIn(html: string): DocsSample[] {
  return html
    .split('<article class="endpoint" id="')
    .slice(1)
    .flatMap((article) => {
      const endpoint = article.slice(0, article.indexOf('"'));
      const found = article.matchAll(/<section data-sample="([^"]+)">[\s\S]*?<code>([\s\S]*?)<\/code>/g);
      return [...found].map(([, language = '', code = '']) => ({ endpoint, language, text: plain(code) }));
    });
}

/** The samples of the quick start, in its order. */
export const quickStartSamplesIn = (html: string): string[] => {
  const [, quickStart = ''] = html.split(/<h2 id="(?:quick-start|repeats)"/);
  return [...quickStart.matchAll(/<code>(curl [\s\S]*?)<\/code>/g)].map(([, code = '']) => plain(code));
};

/** What the PHP samples use of Laravel, over PHP's own streams. */
const laravel = `
namespace Illuminate\\Support\\Facades {
  class Http {
    private function __construct(private array $headers) {}
    static function withHeaders(array $headers) { return new self($headers); }
    function withBody(string $content, string $type) { $this->raw = $content; $this->type = $type; return $this; }
    function get(string $url) { return $this->send('GET', $url, null); }
    function post(string $url, array $body = []) { return $this->send('POST', $url, $body); }
    function put(string $url, array $body = []) { return $this->send('PUT', $url, $body); }
    function delete(string $url) { return $this->send('DELETE', $url, null); }
    function json() { return $this->answer; }
    private $answer;
    private ?string $raw = null;
    private string $type = 'application/json';
    private function send(string $method, string $url, ?array $body) {
      $lines = array_map(fn ($name, $value) => "$name: $value", array_keys($this->headers), $this->headers);
      $content = $this->raw ?? ($body === null ? null : json_encode((object) $body));
      if ($content !== null) $lines[] = "Content-Type: $this->type";
      $http = ['method' => $method, 'header' => $lines, 'content' => $content, 'ignore_errors' => true];
      $this->answer = json_decode(file_get_contents($url, false, stream_context_create(['http' => $http])), true);
      return $this;
    }
  }
}
namespace {
  function env(string $name) { return getenv($name); }
}
`;

/** A program that prints what the sample returns. */
const phpOf = (text: string) => {
  const [imports = '', ...body] = text.split('\n\n');
  return `${laravel} namespace Sample { ${imports}\n function run() { ${body.join('\n')} } echo json_encode(run()); }`;
};

/** Runs the sample as it was pasted in `folder`, nothing set for it; what it printed. Throws where it failed. */
export async function runSample({ language, text }: Omit<DocsSample, 'endpoint'>, folder: string): Promise<string> {
  const commands: Readonly<Record<string, readonly [string, ...string[]]>> = {
    curl: ['bash', '-c', text.replace('curl', 'curl -sS')],
    TypeScript: [process.execPath, '--input-type=module', '--eval', text],
    'PHP (Laravel)': ['php', '-r', phpOf(text)],
  };
  const [program, ...args] = commands[language] ?? ['false'];
  return (await run(program, args, { cwd: folder, env: { PATH: process.env['PATH'] } })).stdout;
}
