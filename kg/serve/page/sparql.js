// The tokens of SPARQL 1.1, found leniently: whatever is being typed must have colours too.

const words = (text) => text.trim().split(/\s+/);

export const KEYWORDS = words(`
  SELECT DISTINCT REDUCED AS CONSTRUCT DESCRIBE ASK FROM NAMED WHERE ORDER BY ASC DESC GROUP HAVING LIMIT OFFSET
  VALUES UNDEF OPTIONAL GRAPH UNION FILTER MINUS BIND SERVICE SILENT EXISTS NOT IN PREFIX BASE SEPARATOR`);

export const FUNCTIONS = words(`
  COUNT SUM MIN MAX AVG SAMPLE GROUP_CONCAT BOUND IF COALESCE STR LANG LANGMATCHES DATATYPE IRI URI BNODE STRDT STRLANG
  UUID STRUUID STRLEN SUBSTR UCASE LCASE STRSTARTS STRENDS CONTAINS STRBEFORE STRAFTER ENCODE_FOR_URI CONCAT REPLACE
  REGEX ABS ROUND CEIL FLOOR RAND NOW YEAR MONTH DAY HOURS MINUTES SECONDS TIMEZONE TZ MD5 SHA1 SHA256 SHA384 SHA512
  SAMETERM ISIRI ISURI ISBLANK ISLITERAL ISNUMERIC TRUE FALSE`);

const KNOWN = new Map([...KEYWORDS.map((k) => [k, "keyword"]), ...FUNCTIONS.map((f) => [f, "function"])]);

const LETTER = "A-Za-z_\\u00c0-\\u00d6\\u00d8-\\u00f6\\u00f8-\\u02ff\\u0370-\\u037d\\u037f-\\u1fff\\u200c\\u200d"
  + "\\u2070-\\u218f\\u2c00-\\u2fef\\u3001-\\ud7ff\\uf900-\\ufdcf\\ufdf0-\\ufffd\\u{10000}-\\u{effff}";
const INSIDE = `${LETTER}0-9\\u00b7\\u0300-\\u036f\\u203f\\u2040\\-`;

// A string without its end reaches to the end of the line, a long one to the end of the text.
const RULES = [
  ["space", "\\s+"],
  ["comment", "#[^\\n]*"],
  ["iri", "<[^<>\"{}|^`\\\\\\u0000-\\u0020]*>|<[A-Za-z]+:[^<>\"{}|^`\\\\\\u0000-\\u0020]*"],
  ["string", `"""(?:"{0,2}(?:[^"\\\\]|\\\\[^]))*(?:"""|"{0,2}$)`],
  ["string", `'''(?:'{0,2}(?:[^'\\\\]|\\\\[^]))*(?:'''|'{0,2}$)`],
  ["string", `"(?:[^"\\\\\\n]|\\\\.)*"?`],
  ["string", `'(?:[^'\\\\\\n]|\\\\.)*'?`],
  ["tag", "@[A-Za-z]+(?:-[A-Za-z0-9]+)*"],
  ["variable", `[?$][${INSIDE}]+`],
  ["name", `(?:[${LETTER}](?:[${INSIDE}.]{0,99}[${INSIDE}])?)?:(?:(?:[${INSIDE}:%]|\\\\.)(?:(?:[${INSIDE}:.%]|\\\\.)*(?:[${INSIDE}:%]|\\\\.))?)?`],
  ["number", "(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?"],
  ["word", "[A-Za-z_][A-Za-z0-9_]*"],
  ["bracket", "[{}()\\[\\]]"],
  ["sign", "\\^\\^|&&|\\|\\||[!<>]=|[^]"],
];
const TOKEN = new RegExp(RULES.map(([, pattern]) => `(${pattern})`).join("|"), "uy");

/** The tokens of a text without gaps: {kind, text, start, end}, places counted as strings count them. */
export function tokens(text) {
  const found = [];
  TOKEN.lastIndex = 0;
  for (let match = TOKEN.exec(text); match && match[0]; match = TOKEN.exec(text)) {
    let kind = RULES[match.findIndex((group, i) => i > 0 && group !== undefined) - 1][0];
    if (kind === "word") kind = match[0] === "a" ? "keyword" : KNOWN.get(match[0].toUpperCase()) ?? "word";
    found.push({ kind, text: match[0], start: match.index, end: TOKEN.lastIndex });
  }
  return found;
}

const PAIRS = { "{": "}", "(": ")", "[": "]" };

/** The two brackets that belong together when the caret touches one of them, as tokens; else an empty list. */
export function pair(found, caret) {
  const brackets = found.filter((t) => t.kind === "bracket");
  const at = brackets.findIndex((t) => t.end === caret) >= 0
    ? brackets.findIndex((t) => t.end === caret) : brackets.findIndex((t) => t.start === caret);
  if (at < 0) return [];
  const step = PAIRS[brackets[at].text] ? 1 : -1;
  let depth = 0;
  for (let i = at; i >= 0 && i < brackets.length; i += step) {
    depth += PAIRS[brackets[i].text] ? step : -step;
    if (depth === 0) {
      const [open, close] = step > 0 ? [brackets[at], brackets[i]] : [brackets[i], brackets[at]];
      return PAIRS[open.text] === close.text ? [open, close] : [];
    }
  }
  return [];
}
