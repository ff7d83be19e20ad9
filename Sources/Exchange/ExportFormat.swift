/// A format of another tool.
public enum ExportFormat: String, Sendable, Hashable, CaseIterable {
  /// Two tables, accounts and transfers, which spreadsheets, databases and this program read.
  case csv
  /// A graph for networkx, Gephi, yEd and igraph.
  case graphml
  /// A graph in time for Gephi.
  case gexf
  /// Entities of FollowTheMoney, for Aleph and OpenAleph.
  case ftm
  /// Tables for the bulk importer of Neo4j.
  case neo4j
  /// A node-link graph for networkx and D3.
  case json
  /// A workbook.
  case xlsx
  /// A table of links for i2 Analyst's Notebook.
  case i2

  /// The names of the files in a folder; none for a format of one file.
  public var fileNames: [String] {
    switch self {
    case .csv: ["accounts.csv", "transfers.csv"]
    case .neo4j: ["accounts.csv", "transfers.csv", "files.csv", "import.sh"]
    case .graphml, .gexf, .ftm, .json, .xlsx, .i2: []
    }
  }

  /// True where the format is a folder of files.
  public var isFolder: Bool { !fileNames.isEmpty }

  /// True where transfers can be added up to one edge for each pair of accounts.
  public var canAggregate: Bool { self != .ftm && self != .i2 }
}
