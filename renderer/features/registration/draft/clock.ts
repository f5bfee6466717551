/** 09.14.22, in Jakarta's time. */
export function clockWithSeconds(instant: string): string {
  return new Intl.DateTimeFormat('id-ID', {
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    timeZone: 'Asia/Jakarta',
  })
    .format(new Date(instant))
    .replaceAll(':', '.')
}
