/** Key of the sync position in the table `meta`. */
export const clientMetaKey = 'client'
/** Before the lease id: the next number of that lease. */
export const serialPrefix = 'serial:'
/** The journal that belongs to this database. */
export const journalKey = 'journal.id'
/** Rights that this copy of a device has given up. */
export const forfeitedKey = 'reservations.forfeited'
