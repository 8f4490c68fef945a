// What a process of the service does. Apart from the service itself, as the command line names the roles in its help.

/** `review` serves the caseworkers' page; who starts the service listens for it. */
export const roles = ['poll', 'work', 'review'] as const
export type Role = (typeof roles)[number]
