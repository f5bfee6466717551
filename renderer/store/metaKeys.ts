/** Key of the sync position in the table `meta`. */
export const clientMetaKey = 'client'
/** Rights that this copy of a device has given up. */
export const forfeitedKey = 'reservations.forfeited'
