import { cancelBill } from './bills/cancelBill'
import { finaliseBill } from './bills/finaliseBill'
import { addContact } from './contacts/addContact'
import { removeContact } from './contacts/removeContact'
import { finaliseBpuBills } from './bpu/finaliseBpuBills'
import { registerBpu } from './bpu/registerBpu'
import { cancelCode } from './codes/cancelCode'
import { issueCode } from './codes/issueCode'
import { toAnyCommand, type AnyCommand, type Registry } from './definition'
import { attachDocument } from './documents/attachDocument'
import { markStored } from './documents/markStored'
import { removeDocument } from './documents/removeDocument'
import { registerEmployer } from './employers/registerEmployer'
import { grantNumberLease } from './leases/grantNumberLease'
import { createLetter } from './letters/createLetter'
import { recordPrint } from './letters/recordPrint'
import { recordPayment } from './payments/recordPayment'
import { finaliseProjectBill } from './projects/finaliseProjectBill'
import { registerProject } from './projects/registerProject'
import { approveRates, proposeRates, rejectRates } from './rates/releases'
import { patchRecord } from './records/patchRecord'
import { askReservation } from './reservations/askReservation'
import { releaseReservation } from './reservations/releaseReservation'
import { takeReservation } from './reservations/takeReservation'
import { noteRefusal, settleRefusal } from './refusals/settleRefusal'
import { importWorkers } from './workers/importWorkers'
import { registerWorker } from './workers/registerWorker'

const all: readonly AnyCommand[] = [
  toAnyCommand(registerEmployer),
  toAnyCommand(registerWorker),
  toAnyCommand(importWorkers),
  toAnyCommand(registerBpu),
  toAnyCommand(registerProject),
  toAnyCommand(finaliseBill),
  toAnyCommand(finaliseBpuBills),
  toAnyCommand(finaliseProjectBill),
  toAnyCommand(cancelBill),
  toAnyCommand(issueCode),
  toAnyCommand(cancelCode),
  toAnyCommand(takeReservation),
  toAnyCommand(releaseReservation),
  toAnyCommand(askReservation),
  toAnyCommand(recordPayment),
  toAnyCommand(createLetter),
  toAnyCommand(recordPrint),
  toAnyCommand(grantNumberLease),
  toAnyCommand(proposeRates),
  toAnyCommand(approveRates),
  toAnyCommand(rejectRates),
  toAnyCommand(patchRecord),
  toAnyCommand(addContact),
  toAnyCommand(removeContact),
  toAnyCommand(settleRefusal),
  toAnyCommand(noteRefusal),
  toAnyCommand(attachDocument),
  toAnyCommand(removeDocument),
  toAnyCommand(markStored),
]

/** Every change that anyone can make, by name. Names are never reused. */
export const registry: Registry = new Map(all.map((command) => [command.name, command]))
