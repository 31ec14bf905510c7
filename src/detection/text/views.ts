import type { TextView, TextViews } from '../text-views.js';
import { foldText } from './fold/fold-text.js';
import { latinView } from './readings/romanised.js';
import { skeletonView } from './readings/skeleton.js';
import type { TracedView } from './view.js';

class LazyViews implements TextViews {
  private foldedView: TracedView | undefined;
  private skeletonOfFolded: TextView | undefined;
  private latinOfFolded: TextView | undefined;

  constructor(readonly original: string) {}

  get folded(): TracedView {
    this.foldedView ??= foldText(this.original);
    return this.foldedView;
  }

  get skeleton(): TextView {
    this.skeletonOfFolded ??= skeletonView(this.folded);
    return this.skeletonOfFolded;
  }

  get latin(): TextView {
    this.latinOfFolded ??= latinView(this.folded);
    return this.latinOfFolded;
  }
}

/** The readings of one message. Costs nothing until a view is asked for; each view is made once. */
export function viewsOf(text: string): TextViews {
  return new LazyViews(text);
}
