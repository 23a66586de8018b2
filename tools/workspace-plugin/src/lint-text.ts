import { ESLint } from 'eslint';
import { join } from 'node:path';
import tseslint from 'typescript-eslint';
import { workspaceRoot } from './workspace-root.ts';

/** The repository's own rules, without those that need types: the texts stand in no program. */
const eslint = new ESLint({
  cwd: workspaceRoot,
  overrideConfig: {
    ...(tseslint.configs.disableTypeChecked as object),
    languageOptions: { parserOptions: { projectService: false, program: null } },
  },
});

/** What lint says of the text, were it this file of the workspace: `rule: message`. */
export async function lintText(file: string, text: string): Promise<string[]> {
  const [result] = await eslint.lintText(text, { filePath: join(workspaceRoot, file) });
  return (result?.messages ?? []).map(({ ruleId, message }) => `${ruleId ?? 'error'}: ${message}`);
}
