import type { UsbProblem } from '#shared/usb/format'

/** For the server's terminal and its answers; the screens have their own, in both languages. */
export const usbSentences: Readonly<Record<UsbProblem, string>> = {
  USB_NOT_OURS: 'This is not a file of SMILE Loket (.loket). Nothing was changed.',
  USB_NEWER: 'The file was made by a later version of the program. Update the server first.',
  USB_DAMAGED:
    'The file is cut off or was changed. Nothing was changed here; copy it from the stick again, or save it again on the computer that made it.',
  USB_TOO_LARGE: 'The file is larger than the server accepts.',
  USB_FOREIGN: 'The file is sealed for another server and cannot be opened here.',
  USB_UNKNOWN_DEVICE:
    'The computer that made the file is not registered on this server, or the file was not made by it. Nothing was changed.',
  USB_DEVICE_LOCKED:
    'The computer that made the file has been locked by the administrator. Nothing was changed.',
}
