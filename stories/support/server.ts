/**
 * Where the stories' server is: at the page's own host and port.
 */

const { host, hostname, port, protocol } = window.location

/** With its port. */
export const HOST = host
/** The same machine by another name. */
export const OTHER_HOST = `${hostname === 'localhost' ? '127.0.0.1' : 'localhost'}${port && `:${port}`}`
/** As the page itself came. */
export const USE_WSS = protocol === 'https:'
