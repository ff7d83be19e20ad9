import Foundation
import TestSupport
import Testing

/// A file that is cut short under the program ends it with words, not with a signal.
@Suite("Files cut short")
struct CutShortTests {
  @Test func aFileCutShortIsNamed() throws {
    let folder = try TemporaryFolder()
    // Cut at several moments, because a busy machine may not have begun to read, or may have ended.
    let run = try Program.shell(
      """
      cd \(folder.url.path)
      { echo id,time,from,to,amount,currency
        yes 't,2024-01-01,alpha,beta,1.00,GBP' | head -n 3000000 | awk '{ print "x" NR "," substr($0, 3) }'
      } > whole.csv
      for delay in 0.1 0.2 0.4 0.8 1.6 3.2; do
        cp whole.csv big.csv
        $TRIBUTARY check big.csv > out 2> err &
        sleep $delay; truncate -s 1000 big.csv; wait $!; echo "status $?;"; cat err
        if grep -q "while it was being read" err; then break; fi
      done
      """)
    #expect(
      run.output.contains(
        "status 2;\nerror: big.csv: the file was cut short while it was being read")
        || run.output.contains("status 2;\nerror: big.csv: changed while it was being read"),
      "\(run.output)")
    // A file that is cut before it is opened is read as it is then, which ends with 1 for its broken last row.
    #expect(!run.output.contains(/status 1[0-9][0-9]/), "ended by a signal: \(run.output)")
    #expect(!run.output.contains("AddressSanitizer"), "\(run.output)")
  }
}
