import { Type } from 'class-transformer';
import { IsInt, IsString, Min, ValidateNested } from 'class-validator';
import { describe, expect, it } from '@jest/globals';
import { AppError } from '../../kernel/app-error.js';
import { validationPipe } from './validation.js';

class Window {
  @IsInt()
  @Min(1)
  readonly minutes!: number;
}

class Rule {
  @IsString()
  readonly name!: string;

  @ValidateNested({ each: true })
  @Type(() => Window)
  readonly windows!: Window[];
}

async function faultsOf(body: unknown): Promise<readonly { path: string; message: string }[]> {
  try {
    await validationPipe().transform(body, { type: 'body', metatype: Rule });
    return [];
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    return error.faults;
  }
}

describe('A request is checked against its form', () => {
  it('and taken when it fits', async () => {
    expect(await faultsOf({ name: 'quiet', windows: [{ minutes: 5 }] })).toEqual([]);
  });

  it('and every fault is named with its JSON pointer, at once', async () => {
    const paths = (await faultsOf({ name: 1, windows: [{ minutes: 5 }, { minutes: 0.5 }] })).map(
      ({ path }) => path,
    );
    expect(paths).toEqual(['/name', '/windows/1/minutes', '/windows/1/minutes']);
  });

  it('and refused when it says something nobody asked for, slashes and all', async () => {
    const faults = await faultsOf({ name: 'x', windows: [], 'a/b~c': 1 });
    expect(faults.map(({ path }) => path)).toEqual(['/a~1b~0c']);
  });

  it('and never repeated in the refusal', async () => {
    const faults = await faultsOf({ name: { words: 'Amina anasema siri' }, windows: [] });
    expect(JSON.stringify(faults)).not.toContain('siri');
  });
});
