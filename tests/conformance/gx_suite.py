"""Judges CSV files by a suite in Great Expectations itself: gx_suite.py FOLDER prints the suite and its verdicts as JSON."""
import json
import logging
import sys
import warnings
from pathlib import Path

warnings.filterwarnings("ignore")
logging.disable(logging.CRITICAL)

import great_expectations as gx  # noqa: E402
import great_expectations.expectations as gxe  # noqa: E402
import pandas as pd  # noqa: E402

several_passengers = {"row_condition": 'passenger_count > 1', "condition_parser": "pandas"}
EXPECTATIONS = [
    gxe.ExpectTableRowCountToBeBetween(min_value=9_000, max_value=11_000),
    gxe.ExpectTableRowCountToEqual(value=10_000),
    gxe.ExpectTableColumnCountToEqual(value=18),
    gxe.ExpectColumnToExist(column="congestion_surcharge"),
    gxe.ExpectColumnToExist(column="airport_fee"),
    gxe.ExpectColumnValuesToNotBeNull(column="vendor_id", mostly=0.95),
    gxe.ExpectColumnValuesToNotBeNull(column="payment_type"),
    gxe.ExpectColumnValuesToBeNull(column="congestion_surcharge", mostly=0.5),
    gxe.ExpectColumnValuesToBeInSet(column="passenger_count", value_set=[1, 2, 3, 4, 5, 6]),
    gxe.ExpectColumnValuesToBeInSet(column="passenger_count", value_set=[1, 2, 3, 4, 5, 6], mostly=0.98),
    gxe.ExpectColumnValuesToBeInSet(column="store_and_fwd_flag", value_set=["N", "Y"]),
    gxe.ExpectColumnValuesToNotBeInSet(column="payment_type", value_set=[5, 6]),
    gxe.ExpectColumnValuesToBeBetween(column="trip_distance", min_value=0, max_value=60),
    gxe.ExpectColumnValuesToBeBetween(column="fare_amount", min_value=0, strict_min=True, mostly=0.99),
    gxe.ExpectColumnValuesToBeBetween(column="tip_amount", min_value=0, max_value=20, mostly=0.99, **several_passengers),
    gxe.ExpectColumnValuesToBeBetween(column="total_amount", max_value=300),
    gxe.ExpectColumnMeanToBeBetween(column="fare_amount", min_value=11, max_value=14),
    gxe.ExpectColumnMedianToBeBetween(column="trip_distance", min_value=1.5, max_value=1.7),
    gxe.ExpectColumnStdevToBeBetween(column="tip_amount", min_value=2, max_value=3),
    gxe.ExpectColumnMinToBeBetween(column="trip_distance", min_value=0, max_value=0.01),
    gxe.ExpectColumnMaxToBeBetween(column="passenger_count", min_value=6, max_value=6),
    gxe.ExpectColumnSumToBeBetween(column="passenger_count", min_value=15_000, max_value=16_000),
    gxe.ExpectColumnUniqueValueCountToBeBetween(column="pickup_location_id", min_value=180, max_value=220),
    gxe.ExpectColumnProportionOfUniqueValuesToBeBetween(column="pickup_location_id", max_value=0.02),
    gxe.ExpectColumnDistinctValuesToBeInSet(column="rate_code_id", value_set=[1, 2, 3, 4, 5]),
    gxe.ExpectColumnDistinctValuesToContainSet(column="rate_code_id", value_set=[1, 2, 3]),
    gxe.ExpectColumnMostCommonValueToBeInSet(column="payment_type", value_set=[1]),
    gxe.ExpectColumnQuantileValuesToBeBetween(
        column="total_amount",
        quantile_ranges={"quantiles": [0.25, 0.5, 0.75], "value_ranges": [[8, 9.5], [11, 14], [16, 20]]},
    ),
    gxe.ExpectColumnValueLengthsToEqual(column="store_and_fwd_flag", value=1),
    gxe.ExpectColumnValuesToMatchRegex(column="store_and_fwd_flag", regex="^N$", mostly=0.995),
    gxe.ExpectColumnValuesToNotMatchRegex(column="store_and_fwd_flag", regex="Y"),
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="total_amount", column_B="fare_amount", or_equal=True),
    gxe.ExpectColumnPairValuesAToBeGreaterThanB(column_A="dropoff_datetime", column_B="pickup_datetime"),
    gxe.ExpectColumnPairValuesToBeEqual(column_A="pickup_location_id", column_B="dropoff_location_id", mostly=0.05),
    gxe.ExpectColumnValuesToBeUnique(column="pickup_datetime", mostly=0.99),
    gxe.ExpectCompoundColumnsToBeUnique(column_list=["pickup_datetime", "dropoff_datetime", "pickup_location_id"]),
    gxe.ExpectSelectColumnValuesToBeUniqueWithinRecord(
        column_list=["pickup_location_id", "dropoff_location_id"], mostly=0.9
    ),
    gxe.ExpectColumnValueZScoresToBeLessThan(column="trip_distance", threshold=5, double_sided=True, mostly=0.99),
    gxe.ExpectMulticolumnSumToEqual(
        column_list=["mta_tax", "improvement_surcharge"], sum_total=0.8, mostly=0.9
    ),
]


def verdicts(path, context, number):
    frame = pd.read_csv(path, parse_dates=["pickup_datetime", "dropoff_datetime"])
    source = context.data_sources.add_pandas(f"source {number}")
    batches = source.add_dataframe_asset("asset").add_batch_definition_whole_dataframe("batch")
    batch = batches.get_batch(batch_parameters={"dataframe": frame})
    found = []
    for expectation in EXPECTATIONS:
        result = batch.validate(expectation).to_json_dict()
        if result.get("exception_info", {}).get("raised_exception"):
            raise SystemExit(f"{type(expectation).__name__}: {result['exception_info']['exception_message']}")
        unexpected = result["result"].get("unexpected_count")
        found.append(
            {"success": bool(result["success"]), "unexpected": None if unexpected is None else int(unexpected)}
        )
    return found


def main(folder):
    context = gx.get_context(mode="ephemeral")
    suite = gx.ExpectationSuite(name="taxi", expectations=EXPECTATIONS)
    context.suites.add(suite)
    files = sorted(Path(folder).glob("*.csv"))
    json.dump(
        {
            "version": gx.__version__,
            "suite": suite.to_json_dict(),
            "verdicts": {path.name: verdicts(path, context, number) for number, path in enumerate(files)},
        },
        sys.stdout,
    )


main(sys.argv[1])
