// Everything that a program needs to ask Tributary's questions, by one import.
//
// The modules stay apart for those who need one of them: `Ingest` reads files, `FundTracing` asks, `Reports` writes and draws,
// `Inquiries` does both for a question that is a value.
@_exported public import Compromise
@_exported public import Exchange
@_exported public import FundTracing
@_exported public import Ingest
@_exported public import Inquiries
@_exported public import Patterns
@_exported public import PaymentGraph
@_exported public import Reports
