import FundTracing
import Glibc
import Ingest
import PaymentGraph

@main
struct Measure {
  static func main() throws {
    let arguments = CommandLine.arguments
    let clock = ContinuousClock()
    var intake: Intake?
    let before = cpu()
    let wall = try clock.measure { intake = try TransactionReader().read([arguments[1]]) }
    let after = cpu()
    print("load wall \(wall) cpu \(after - before) transfers \(intake?.ledger.transferCount ?? 0)")
  }

  static func cpu() -> Double {
    var usage = rusage()
    getrusage(__rusage_who_t(0), &usage)
    func seconds(_ time: timeval) -> Double { Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return seconds(usage.ru_utime) + seconds(usage.ru_stime)
  }
}
