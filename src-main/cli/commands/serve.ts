import { InvalidArgumentError, type Command } from 'commander';
import { homeOption } from '../home-option.ts';
import type { ServeOptions } from '../serve-pages.ts';

export function addServeCommand(program: Command): void {
  program
    .command('serve')
    .description('show the application in a browser of this machine, at the address that is printed')
    .addOption(homeOption())
    .option('--port <number>', 'the port on 127.0.0.1, else any that is free', parsePort, 0)
    .option('--open', 'open the browser')
    .option('--json', 'print the address as JSON')
    .action(async (options: ServeOptions) => {
      const { servePages } = await import('../serve-pages.ts');
      await servePages(options);
    });
}

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('give a number from 0 to 65535');
  return port;
}
