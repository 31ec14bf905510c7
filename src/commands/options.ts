import { InvalidArgumentError, Option } from 'commander';

export function timezoneOption(): Option {
  return new Option('--timezone <zone>', 'IANA zone of the times in the file; exports carry none')
    .default('UTC')
    .argParser(knownZone);
}

export function datesOption(): Option {
  return new Option('--dates <order>', 'overrides what the file suggests about day and month').choices([
    'dmy',
    'mdy',
    'ymd',
  ]);
}

/** A comma-separated list of codes. */
export function codesOption(flags: string, description: string): Option {
  return new Option(flags, description).default([] as string[], 'none').argParser((codes) =>
    codes.split(',').map((code) => {
      if (!/^[a-zA-Z]{2,3}$/.test(code.trim()))
        throw new InvalidArgumentError(`${code} is no code of two or three letters.`);
      return code.trim();
    }),
  );
}

export function examples(lines: readonly string[]): string {
  return `\nExamples:\n${lines.map((line) => `  ${line}`).join('\n')}\n`;
}

function knownZone(zone: string): string {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch {
    throw new InvalidArgumentError(`${zone} is no time zone; say one like Africa/Nairobi or Asia/Amman.`);
  }
}
