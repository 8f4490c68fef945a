// The labels of a web form that was sent as an html table: its rows lose their colons when they are read as text.

/** A row of a label and a value. Every quantifier is bounded, so that the search is linear. */
const ROW =
  /<tr[^>]{0,300}>\s{0,40}<t[hd][^>]{0,300}>\s{0,40}(?:<(?:b|strong|font|span|p)[^>]{0,300}>\s{0,40}){0,3}([^<>]{2,60}?)[\s:]{0,10}(?:<\/(?:b|strong|font|span|p)>\s{0,40}){0,3}<\/t[hd]>\s{0,40}<td[\s>]/gi
const MOST_ROWS = 60

/** Lower case, in the order of their rows; empty where the html has no such table. */
export function formLabels(html: string): readonly string[] {
  if (!/<t[hd][\s>]/i.test(html)) return []
  const labels: string[] = []
  for (const [, label = ''] of html.matchAll(ROW)) {
    labels.push(label.trim().toLowerCase())
    if (labels.length === MOST_ROWS) break
  }
  return labels
}
