import { Output } from './output.ts';

const request = '{"level":"info","app":"api","msg":"Request","method":"GET","url":"/x","status":200}';

function shown(isVerbose: boolean, ...lines: string[]): string[] {
  const printed: string[] = [];
  const output = new Output('api', (line) => printed.push(line), isVerbose);
  output.isShown = true;
  for (const line of lines) output.take(line);
  return printed;
}

describe('output', () => {
  it('shows warnings and errors in short', () => {
    expect(
      shown(
        false,
        '{"level":"warn","msg":"Request refused","reason":"ECPay amount mismatch."}',
        '{"level":"error","msg":"Request failed","error":{"message":"no"},"code":"INTERNAL_ERROR"}',
        '{"level":"info","msg":"Listening"}',
        request,
      ),
    ).toEqual(['api       warn Request refused ECPay amount mismatch.', 'api       error Request failed no']);
  });

  it('shows requests to whoever asks for them', () => {
    expect(shown(true, request)).toEqual(['api       GET /x 200']);
  });

  it.each(['Error: no such file', '{"half":', '{"level"', '{}'])('passes on what is no log line: %s', (line) => {
    expect(shown(false, line)).toEqual([`api       ${line}`]);
  });

  it('keeps the last lines, also while nothing is shown', () => {
    const printed: string[] = [];
    const output = new Output('api', (line) => printed.push(line), false);
    for (let line = 1; line <= 20; line += 1) output.take(`line ${line}`);
    expect(printed).toEqual([]);
    expect(output.tail().split('\n')).toHaveLength(15);
    expect(output.tail()).toMatch(/line 20$/);
  });
});
