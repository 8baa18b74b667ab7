// What an answer of `npm audit --json` means for what this package ships, and for the rest. See audit.mjs.

/**
 * @typedef {object} Finding one package with known vulnerabilities
 * @property {string} name
 * @property {string} severity
 * @property {boolean} isShipped whether users get its code with this package
 * @property {string[]} advisories their titles and addresses
 */

/**
 * @typedef {object} Answer what the registry says, of the second kind of npm's reports
 * @property {number} auditReportVersion
 * @property {Record<string, { name: string, severity: string, via: (string | { title: string, url: string })[] }>} vulnerabilities
 */

/**
 * The findings in an answer of the registry; undefined if there is none: it was not asked, or did not answer.
 *
 * @param {string} output of `npm audit --json`
 * @param {readonly string[]} shipped the names of the packages whose code is in the tarball
 * @returns {Finding[] | undefined}
 */
export function findingsOf(output, shipped) {
  const answer = parse(output)
  if (answer?.auditReportVersion !== 2) return undefined
  return Object.values(answer.vulnerabilities).map(({ name, severity, via }) => ({
    name,
    severity,
    isShipped: shipped.includes(name),
    // A text is the name of another package of the list, by which this one is concerned.
    advisories: via.map((one) => (typeof one === 'string' ? `by way of ${one}` : `${one.title} ${one.url}`)),
  }))
}

/**
 * What is to be said, and whether it is a failure.
 *
 * @param {Finding[] | undefined} findings
 * @param {readonly string[]} shipped
 * @param {{ isAnswerRequired: boolean }} options
 * @returns {{ lines: string[], hasFailed: boolean }}
 */
export function judge(findings, shipped, { isAnswerRequired }) {
  if (!findings) return { lines: ['not checked: the registry gave no answer'], hasFailed: isAnswerRequired }
  const inTarball = findings.filter(({ isShipped }) => isShipped)
  const others = findings.filter(({ isShipped }) => !isShipped)
  return {
    lines: [
      `shipped, ${shipped.length} packages inside of the codemod: ${inTarball.length} with known vulnerabilities`,
      ...inTarball.map(lineOf),
      `not shipped, for development: ${others.length} with known vulnerabilities`,
      ...others.map(lineOf),
    ],
    hasFailed: inTarball.length > 0,
  }
}

/** @param {Finding} finding */
function lineOf({ name, severity, advisories }) {
  return `  ${name} (${severity}): ${advisories.join('; ')}`
}

/**
 * @param {string} text
 * @returns {Answer | undefined}
 */
function parse(text) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
