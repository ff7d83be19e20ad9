import Foundation
import Testing

/// A file that is cut short under the program ends it with words, not with a signal.
@Suite("Files cut short")
struct CutShortTests {
  @Test func aFileCutShortIsNamed() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let run = try Program.shell(
      """
      cd \(folder.path)
      { echo id,time,from,to,amount,currency
        yes 't,2024-01-01,alpha,beta,1.00,GBP' | head -n 3000000 | awk '{ print "x" NR "," substr($0, 3) }'
      } > big.csv
      $TRIBUTARY check big.csv > out 2> err &
      sleep 0.15; truncate -s 1000 big.csv; wait $!; echo "status $?"; cat err
      """)
    #expect(run.output.contains("status 2"), "\(run.output)")
    #expect(
      run.output.contains("error: big.csv: the file was cut short while it was read")
        || run.output.contains("error: big.csv: changed while it was read"), "\(run.output)")
  }
}
