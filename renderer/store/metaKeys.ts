/** Key of the sync position in the table `meta`. */
export const clientMetaKey = 'client'
