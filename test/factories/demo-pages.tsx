import type { VNode } from 'preact';
import { DemoFilledPage, DemoPage, DemoThereAlreadyPage } from '../../src/console/demo/demo-page.js';
import type { Visit } from '../../src/console/visit/visit.js';

/** Every page about the demo, and one within it. */
export function demoPages(visit: Visit, stranger: Visit): Readonly<Record<string, VNode>> {
  const onward = { href: '/setup?token=t', word: 'demo.onward.setUp' } as const;
  const within = { ...visit, ...(visit.principal && { principal: { ...visit.principal, demo: true } }) };
  return {
    noDemo: <DemoPage visit={visit} state={{ kind: 'none' }} />,
    demo: <DemoPage visit={within} state={{ kind: 'filled', since: visit.now }} />,
    brokenDemo: <DemoPage visit={visit} state={{ kind: 'broken', since: visit.now }} />,
    demoFilled: <DemoFilledPage visit={stranger} passphrase="bcdf-ghjk-mnpq-rstv" onward={onward} />,
    demoThere: <DemoThereAlreadyPage visit={stranger} back="/setup?token=t" />,
  };
}
