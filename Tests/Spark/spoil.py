"""A job of Spark: makes of a lake others that are not as agreed, as FOLDER/spoiled.json says."""
import json
import sys

from pyspark.sql import SparkSession, functions as F

spark, folder = SparkSession.builder.getOrCreate(), sys.argv[1]
rows = spark.read.parquet(f"{folder}/lake/transfers")
with open(f"{folder}/spoiled.json") as file:
    for lake, column, change in json.load(file):
        frame = rows.drop(column) if change is None else rows.withColumn(column, F.expr(change))
        frame.write.mode("overwrite").parquet(f"{lake}/transfers")
