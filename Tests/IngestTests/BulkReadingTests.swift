import Foundation
import PaymentGraph
import TestSupport
import Testing

@testable import Ingest

/// The fast reader and the mapper alone give the same ledger, the same figures and the same
/// diagnostics, whatever the file holds and wherever its chunks are divided.
@Suite struct BulkReadingTests {
  /// A kind of file: its header, and pieces of which rows are made.
  struct Shape: Sendable, CustomTestStringConvertible {
    let name: String
    let header: String
    let rows: [String]
    var mapping: ColumnMapping?
    var end = "\n"
    var testDescription: String { name }
  }

  static let shapes = [
    Shape(
      name: "canonical", header: "id,time,from,to,amount,currency",
      rows: [
        "t#,2010-03-0#,a#,b#,1#.00,GBP", "t#,2010-03-04T10:0#:00Z,a#,\"b#\",5.5#,EUR",
        ",2010-03-04,\"x, #\",\"y\"\"#\",12.00,JPY", "t1,2010-03-0#,a,b,7.00,GBP",
        "t#,2010-03-0#,\"a\n#\",b,3.00,GBP", "u#,2010-03-0#,  a# ,\tb,12,gbp",
      ]),
    Shape(
      name: "all columns",
      header:
        "kind,reference,link,id,currency,amount,to,from,time,received_amount,received_currency",
      rows: [
        "payment,r#,,t#,GBP,1#.10,b#,a#,2010-03-0#,,",
        "fee,r#,t1,t#,GBP,1#.10,b#,a#,2010-03-0#,2#.00,EUR",
        "memo,r#,,t#,GBP,1#.10,b#,a#,2010-03-0#,,", ",r,,u#,GBP,1#.10,b#,a#,2010-03-0#,1#.10,GBP",
        "gift,r,,v#,GBP,1#.10,b#,a#,2010-03-0#,1#.10,",
        "refund,,,w#,BHD,1.12#,b#,a#,2010-03-0#,,USD",
      ]),
    Shape(
      name: "amlworld",
      header:
        "Timestamp,From Bank,Account,To Bank,Account,Amount Received,Receiving Currency,Amount Paid,Payment Currency,Payment Format,Is Laundering",
      rows: [
        "2022/09/01 00:0#,00#,80#,021,80011F#,500.0#,Euro,586.10,US Dollar,ACH,1",
        "2022/09/01 00:0#,00#,80#,00#,80#,7.#0,Euro,7.#0,Euro,Cash,0",
        "2022/09/0# 00:00,1,8,2,9,0.0603#0,Bitcoin,0.0603#0,Bitcoin,Cash,0",
        "2022/09/0# 00:00,1/8,x,1,8/x,4#.00,Yen,4#.00,Yen,Cash,0",
        "2022/09/01 00:0#,00#,  ,null,-,7.#0,Euro,7.#0,Euro,Cash,0",
        "2022/09/01 00:0#,0\"0#,null,21,\"8\",7.#0,UK Pound,7.#0,UK Pound,Cash,0",
      ]),
    Shape(
      name: "paysim",
      header:
        "step,type,amount,nameOrig,oldbalanceOrg,newbalanceOrig,nameDest,oldbalanceDest,newbalanceDest,isFraud,isFlaggedFraud",
      rows: [
        "1#,CASH_IN,5.#,C#,0.0,5.5,C2,0.0,0.0,0.0,0.0",
        "1#,PAYMENT,5.#,C#,0.0,5.5,M#,0.0,0.0,0.0,0.0",
      ]),
    Shape(
      name: "mapping with commas", header: "\"wann\";\"wer\";\"bank\";\"konto\";\"betrag\"",
      rows: [
        "\"25.01.2024\";\"1#\";\"YZ\";\"8#\";\"2.45#,00\"", "26.01.2024;1#;YZ;8#;2452,0#",
        "26.01.2024;1#;\"Y;Z\";8#;2452,0#", "26.01.2024;1#;YZ;;1,5",
      ],
      mapping: ColumnMapping(
        columns: [
          .time: ["wann"], .from: ["wer"], .to: ["konto", "bank"], .amount: ["betrag"],
        ], constants: [.currency: "CZK"], dates: .dayFirst, decimal: .comma), end: "\r\n"),
  ]

  static let pollution =
    [
      "\"", ",", "\n", "\r\n", "\r", "\u{0}", "0.00", "-5", "2010-02-30", "\"a\nb\"", "é",
      "1,234.56",
      "null", "\u{202E}x", " ", "\t", ";", "1e3", "\n\n", ",,,,,\n", "\"\"", "--", "\"open",
    ].map { Array($0.utf8) } + [[0xFF], [0xC3], [0x81]]

  /// Columns that one file has and another lacks, rows that both have, ids that clash.
  @Test func bothReadersAgreeOnSeveralFiles() throws {
    let folder = try TemporaryFolder()
    let texts = [
      "id,time,from,to,amount,currency\na1,2010-03-01,x,y,1.00,GBP\na2,2010-03-02,y,z,2.00,GBP\n",
      "id,time,from,to,amount,currency,link,reference\nb1,2010-03-02,y,z,2.00,GBP,a1,R7\n"
        + "a2,2010-03-02,y,z,2.00,GBP,,\n",
      "time,from,to,amount,currency,received_amount,received_currency\n2010-03-04,z,w,1.50,GBP,2.00,EUR\n",
      "time,from,to,amount,currency\n2010-03-05,z,w,1.50,GBP\n2010-03-06,w,\"q\"\"\",9,EUR\n",
      "reference,time,from,to,amount,currency,id\nR7,2010-03-07,w,x,1.50,GBP,a1\n",
    ]
    let paths = try texts.enumerated().map { try folder.write($1, as: "\($0).csv") }
    let expected = try Reading(paths, nil, bulkSize: nil)
    #expect(expected.error == nil && expected.accounts.count == 5)
    for size in [ChunkReader.usualSize, 64] {
      #expect(try Reading(paths, nil, bulkSize: size) == expected)
    }
  }

  @Test(arguments: shapes)
  func bothReadersAgree(_ shape: Shape) throws {
    var random = SplitMix64(seed: 2026)
    let folder = try TemporaryFolder()
    for seed in 0..<60 {
      var bytes = Array((shape.header + shape.end).utf8)
      for _ in 0..<Int.random(in: 0...60, using: &random) {
        let digit = Int.random(in: 0...9, using: &random)
        let row = shape.rows.randomElement(using: &random) ?? ""
        bytes += Array(row.replacing("#", with: "\(digit)").utf8)
        bytes += Array((seed % 7 == 3 ? "\r\n" : shape.end).utf8)
      }
      if seed % 3 == 0 { _ = bytes.popLast() }
      for _ in 0..<(seed % 4 == 0 ? 0 : Int.random(in: 0...6, using: &random)) {
        let piece = Self.pollution.randomElement(using: &random) ?? []
        let at = Int.random(
          in: min(shape.header.utf8.count, bytes.count)...bytes.count, using: &random)
        bytes.insert(contentsOf: piece, at: at)
      }
      let path = try folder.write(bytes, as: "\(seed).csv")
      let expected = try Reading([path], shape.mapping, bulkSize: nil)
      for size in [ChunkReader.usualSize, 64, 200, 1000] {
        let found = try Reading([path], shape.mapping, bulkSize: size)
        #expect(found == expected, "seed \(seed), chunks of \(size) bytes")
      }
    }
  }

  /// Everything that can be seen of an intake.
  struct Reading: Equatable {
    var error: String?
    var accounts: [String] = []
    var columns: [String] = []
    var evidence: [UInt32: [EvidenceRow]] = [:]
    var periodEnds: [UInt32: Int64] = [:]
    var files: [FileReading] = []

    init(_ paths: [String], _ mapping: ColumnMapping?, bulkSize: Int?) throws {
      var reader = TransactionReader(mapping: mapping)
      reader.bulkSize = bulkSize
      do throws(IngestError) {
        let intake = try reader.read(paths)
        let ledger = intake.ledger
        accounts = (0..<ledger.accountCount).map { ledger.account(AccountID($0)).key }
        // Compares the content of the columns; their storage may differ.
        let known = ledger.columns
        evidence = known.moreEvidence
        periodEnds = known.periodEnds
        columns = (0..<known.count).map { row in
          let texts = [known.ids, known.links, known.references].map { $0.isEmpty ? nil : $0[row] }
          return """
            \(known.start[row]) \(known.precision[row]) \(known.payer[row]) \(known.beneficiary[row]) \
            \(known.sent[row]) \(known.sentCurrency[row]) \(known.kind[row]) \(known.receipt(row)) \
            \(String(describing: known.received[row])) \(texts) \(known.file[row]) \
            \(known.evidence[row]) \(String(describing: known.aggregates[UInt32(row)])) \
            \(String(describing: known.returns[UInt32(row)]))
            """
        }
        files = intake.files
      } catch {
        self.error = error.description
      }
    }
  }
}
