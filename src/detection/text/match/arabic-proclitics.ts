/** Words that Arabic writes together with the next one, after folding; longest first within a step. */
const CONJUNCTIONS = ['و', 'ف'];
const PREPOSITIONS_WITH_ARTICLE = ['بال', 'كال', 'لل', 'ال'];
const PREPOSITIONS = ['ب', 'ك', 'ل', 'س'];
/** What is left must look like a word: two letters collide with everything. */
const SHORTEST_STEM = 3;
const CARRIERS = new Set(Array.from('وفبكلسا').map((letter) => letter.charCodeAt(0)));

/** Whether the folded word may begin with a proclitic; the cheap question before `stemsOf`. */
export function mayCarryProclitic(word: string): boolean {
  return word.length > SHORTEST_STEM && CARRIERS.has(word.charCodeAt(0));
}

/** What remains of a folded Arabic word without its و ف ب ك ل س ال; several answers, as only a reader could tell. */
export function stemsOf(word: string): readonly string[] {
  const stems: string[] = [];
  const bases = [word];
  for (const one of CONJUNCTIONS) if (word.startsWith(one)) bases.push(word.slice(1));
  for (const base of bases) {
    if (base !== word) stems.push(base);
    for (const one of PREPOSITIONS_WITH_ARTICLE) if (base.startsWith(one)) stems.push(base.slice(one.length));
    for (const one of PREPOSITIONS) if (base.startsWith(one)) stems.push(base.slice(1));
  }
  return stems.filter((stem) => stem.length >= SHORTEST_STEM);
}
