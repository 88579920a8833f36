"""OGC API – Features, Part 1 (17-069r3), Annex A: a test for each abstract test, called by its name.

`/conf/core/fc-limit-params` is `test_core_fc_limit_params`, and so on.
"""

from typing import Any

import orjson
import pytest
from flask.testing import FlaskClient
from shapely.geometry import box, shape

COLLECTIONS = ["roads", "versions", "changes", "notices"]
ROADS = "/api/collections/roads/items"
CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"


@pytest.fixture(scope="module")
def document(app) -> dict[str, Any]:
    return app.test_client().get("/api/openapi.json").get_json()


def parameters(document: dict[str, Any], path: str) -> dict[str, dict[str, Any]]:
    found = {}
    for one in document["paths"][path]["get"]["parameters"]:
        said = document["components"]["parameters"][one["$ref"].rpartition("/")[2]] if "$ref" in one else one
        found[said["name"]] = said
    return found


def by_rel(said: dict[str, Any]) -> dict[str, str]:
    return {link["rel"]: link["href"] for link in said["links"]}


# -- /conf/core: landing page, definition, conformance


@pytest.mark.parametrize("path", ["/api", "/api/conformance", "/api/collections", ROADS])
def test_core_http(client: FlaskClient, path: str):
    """GET, HEAD and conditional GET as HTTP/1.1 has them; other methods are refused with Allow."""
    answer, head = client.get(path), client.head(path)
    assert head.status_code == answer.status_code == 200
    assert head.data == b""
    for name in ("Content-Type", "ETag", "Content-Length", "Link"):
        assert head.headers[name] == answer.headers[name]
    again = client.get(path, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    refused = client.post(path)
    assert refused.status_code == 405
    assert refused.headers["Allow"] == "GET, HEAD, OPTIONS"
    assert refused.mimetype == "application/problem+json"


@pytest.mark.parametrize("path", ["/api", "/api/"])
def test_core_root_op_and_root_success(client: FlaskClient, path: str):
    answer = client.get(path)
    assert answer.status_code == 200
    links = by_rel(answer.get_json())
    assert {"self", "alternate", "service-desc", "service-doc", "conformance", "data"} == set(links)
    for href in links.values():
        assert client.get(href).status_code == 200


def test_core_api_definition_op_and_success(client: FlaskClient):
    (link,) = [link for link in client.get("/api").get_json()["links"] if link["rel"] == "service-desc"]
    answer = client.get(link["href"], headers={"Accept": link["type"]})
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == link["type"]


def test_core_conformance_op_and_success(client: FlaskClient):
    said = client.get("/api/conformance").get_json()["conformsTo"]
    base = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf"
    assert said == [f"{base}/core", f"{base}/geojson", f"{base}/html", f"{base}/oas30"]


# -- /conf/core: collections


def test_core_fc_md_op_and_success(client: FlaskClient):
    said = client.get("/api/collections").get_json()
    assert {"self", "alternate"} <= set(by_rel(said))
    assert [one["id"] for one in said["collections"]] == COLLECTIONS
    for one in said["collections"]:
        assert client.get(by_rel(one)["items"]).status_code == 200
        assert all(link["type"] for link in one["links"])


@pytest.mark.parametrize("name", COLLECTIONS)
def test_core_sfc_md_op_and_success(client: FlaskClient, name: str):
    """The collection on its own says what the list says, but for the links to its representations."""
    (listed,) = [one for one in client.get("/api/collections").get_json()["collections"] if one["id"] == name]
    said = client.get(f"/api/collections/{name}").get_json()
    assert {**said, "links": 0} == {**listed, "links": 0}
    assert {"self", "alternate", "items"} <= set(by_rel(said))


def test_core_crs84(client: FlaskClient):
    for one in client.get("/api/collections").get_json()["collections"]:
        assert CRS84 in one["crs"]
        assert one["extent"].get("spatial", {"crs": CRS84})["crs"] == CRS84


def test_core_rc_md_extent(client: FlaskClient):
    """Every item with a line touches the extent, and none comes into force before it."""
    said = client.get("/api/collections/roads").get_json()
    west, south, east, north = said["extent"]["spatial"]["bbox"][0]
    assert said["extent"]["temporal"]["interval"] == [["2009-01-01T00:00:00Z", None]]
    for road in client.get(f"{ROADS}?limit=1000").get_json()["features"]:
        if road["geometry"]:
            assert shape(road["geometry"]).intersects(box(west, south, east, north))


# -- /conf/core: features


@pytest.mark.parametrize("name", COLLECTIONS)
def test_core_fc_op_and_fc_response(client: FlaskClient, name: str):
    answer = client.get(f"/api/collections/{name}/items")
    assert (answer.status_code, answer.mimetype) == (200, "application/geo+json")
    said = answer.get_json()
    assert said["type"] == "FeatureCollection"
    assert said["numberReturned"] == len(said["features"]) <= said["numberMatched"]
    assert len({one["id"] for one in said["features"]}) == len(said["features"])


def test_core_fc_links(client: FlaskClient):
    url = f"{ROADS}?limit=3&area=%E6%B5%8E%E5%8D%97%E5%B8%82"
    said = client.get(url).get_json()
    assert by_rel(said)["self"] == f"http://localhost{url}"
    assert client.get(by_rel(said)["alternate"]).mimetype == "text/html"
    assert client.get(by_rel(said)["next"]).get_json()["numberMatched"] == said["numberMatched"]
    assert all(link["rel"] and link["type"] for link in said["links"])


def test_core_fc_limit_params(client: FlaskClient, document: dict[str, Any]):
    schema = parameters(document, "/collections/roads/items")["limit"]["schema"]
    assert schema == {"type": "integer", "minimum": 1, "default": 100}
    assert client.get(f"{ROADS}?limit=1").get_json()["numberReturned"] == 1
    assert client.get(f"{ROADS}?limit=100000").status_code == 200  # more than the most is the most


def test_core_fc_limit_and_next_lead_through_everything_once(client: FlaskClient):
    for name in COLLECTIONS:
        for more in ("", "&sortby=-valid_from"):
            seen, url = [], f"/api/collections/{name}/items?limit=4{more}"
            while url:
                said = client.get(url).get_json()
                assert said["numberReturned"] <= 4
                seen += [one["id"] for one in said["features"]]
                url = by_rel(said).get("next", "")
            assert len(seen) == len(set(seen)) == said["numberMatched"]


def test_core_fc_bbox_params(client: FlaskClient, document: dict[str, Any]):
    """Exactly the features whose line touches the box; those without a line touch nothing."""
    said = parameters(document, "/collections/roads/items")["bbox"]
    assert (said["in"], said["style"], said["explode"]) == ("query", "form", False)
    assert said["schema"]["oneOf"] == [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}]
    everything = client.get(f"{ROADS}?limit=1000").get_json()["features"]
    lines = {road["id"]: shape(road["geometry"]) for road in everything if road["geometry"]}
    assert len(lines) > 10
    for frame in [(-1, -1, 1, 1), (0, 0, 0.005, 0.005), (-0.003, -0.002, 0.001, 0.01), (0.001, 0.001, 0.0012, 0.0012)]:
        found = client.get(f"{ROADS}?limit=1000&bbox={','.join(map(str, frame))}").get_json()
        wanted = {road_id for road_id, line in lines.items() if line.intersects(box(*frame))}
        assert {road["id"] for road in found["features"]} == wanted
        assert found["numberMatched"] == len(wanted)
    assert client.get(f"{ROADS}?bbox=10,10,11,11").get_json()["features"] == []
    assert client.get(f"{ROADS}?bbox=170,-1,1,1").get_json()["numberMatched"] == len(
        [line for line in lines.values() if line.intersects(box(-180, -1, 1, 1))]
    )
    with_heights = client.get(f"{ROADS}?bbox=-1,-1,0,1,1,9&limit=1000").get_json()
    assert with_heights["numberMatched"] == len(lines)


def test_core_fc_time_params(client: FlaskClient, document: dict[str, Any]):
    said = parameters(document, "/collections/roads/items")["datetime"]
    assert (said["in"], said["required"], said["style"], said["explode"]) == ("query", False, "form", False)
    for wanted in (
        "2021-05-26",
        "2021-05-26T00:00:00Z",
        "2019-01-01/2021-05-26",
        "2021-05-26/..",
        "../2021-05-26",
        "/2021-05-26",
    ):
        assert client.get(ROADS, query_string={"datetime": wanted}).status_code == 200


@pytest.mark.parametrize("name", COLLECTIONS)
def test_core_f_op_and_f_success_and_f_links(client: FlaskClient, name: str):
    items = f"/api/collections/{name}/items"
    for listed in client.get(f"{items}?limit=1000").get_json()["features"]:
        answer = client.get(f"{items}/{listed['id']}")
        assert (answer.status_code, answer.mimetype) == (200, "application/geo+json")
        said = answer.get_json()
        assert {key: said[key] for key in listed} == listed
    assert {"self", "alternate", "collection"} <= set(by_rel(said))
    assert {link["href"]: client.get(link["href"]).status_code for link in said["links"]} == {
        link["href"]: 200 for link in said["links"]
    }


# -- /conf/core: what is wrong


@pytest.mark.parametrize(
    ("url", "status", "parameter"),
    [
        (f"{ROADS}?colour=red", 400, "colour"),  # /conf/core/query-param-unknown
        ("/api?colour=red", 400, "colour"),
        ("/api/conformance?limit=1", 400, "limit"),
        ("/api/collections?bbox=1,2,3,4", 400, "bbox"),
        ("/api/openapi.json?x=1", 400, "x"),
        (f"{ROADS}?limit=0", 400, "limit"),  # /conf/core/query-param-invalid
        (f"{ROADS}?limit=-1", 400, "limit"),
        (f"{ROADS}?limit=x", 400, "limit"),
        (f"{ROADS}?limit=", 400, "limit"),
        (f"{ROADS}?limit=1&limit=2", 400, "limit"),
        (f"{ROADS}?bbox=1,2", 400, "bbox"),
        (f"{ROADS}?bbox=1,9,2,8", 400, "bbox"),
        (f"{ROADS}?bbox=nan,0,1,1", 400, "bbox"),
        (f"{ROADS}?datetime=x", 400, "datetime"),
        (f"{ROADS}?datetime=2022-01-01/2021-01-01", 400, "datetime"),
        (f"{ROADS}?known_at=x", 400, "known_at"),
        (f"{ROADS}?published_by=2021", 400, "published_by"),
        (f"{ROADS}?position=0", 400, "position"),
        (f"{ROADS}?position=99999999999999999999", 400, "position"),
        (f"{ROADS}?position=2147483647", 404, None),
        (f"{ROADS}?sortby=colour", 400, "sortby"),
        (f"{ROADS}?sortby=name&after=nope", 404, None),
        (f"{ROADS}?f=xml", 400, "f"),
        (f"{ROADS}?ground=maybe", 400, "ground"),
        (f"{ROADS}/nope", 404, None),
        ("/api/collections/versions/items/nope", 404, None),
        ("/api/collections/changes/items/nope", 404, None),
        ("/api/collections/notices/items/nope", 404, None),
        ("/api/collections/dUmmYColLection", 404, None),
        ("/api/collections/dUmmYColLection/items", 404, None),
        ("/api/nope", 404, None),
    ],
)
def test_core_query_param_unknown_and_invalid(client: FlaskClient, url: str, status: int, parameter: str | None):
    answer = client.get(url)
    assert answer.status_code == status
    assert answer.mimetype == "application/problem+json"
    said = answer.get_json()
    assert said["status"] == status
    assert said.get("parameter") == parameter


def test_core_cross_origin(client: FlaskClient):
    for answer in (client.get(ROADS), client.get("/api?x=1"), client.options(ROADS)):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert client.options(ROADS).headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"


def test_core_link_header(client: FlaskClient):
    answer = client.get(f"{ROADS}?limit=1")
    for link in answer.get_json()["links"]:
        assert f'<{link["href"]}>; rel="{link["rel"]}"' in answer.headers["Link"]


# -- /conf/geojson and /conf/html


def test_geojson_definition_and_content(client: FlaskClient):
    """RFC 7946: nothing but its members and ours, lon/lat in their bounds."""
    answer = client.get(ROADS, headers={"Accept": "application/geo+json"})
    assert answer.headers["Content-Type"] == "application/geo+json"
    for road in orjson.loads(answer.data)["features"]:
        assert road["type"] == "Feature"
        assert {"id", "geometry", "properties"} <= set(road)
        if road["geometry"]:
            west, south, east, north = shape(road["geometry"]).bounds
            assert -1 < west <= east < 1
            assert -1 < south <= north < 1


BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@pytest.mark.parametrize(
    "path",
    ["/api", "/api/conformance", "/api/collections", *(f"/api/collections/{name}" for name in COLLECTIONS)]
    + [f"/api/collections/{name}/items" for name in COLLECTIONS],
)
def test_html_definition_and_content(client: FlaskClient, path: str):
    """Every resource is a page for a browser, or with f=html; and JSON for who says nothing."""
    asked = client.get(path, headers={"Accept": BROWSER})
    assert asked.mimetype == "text/html"
    assert "Accept" in asked.headers["Vary"]
    page = client.get(f"{path}?f=html").text
    assert "<main" in page
    assert client.get(f"{path}?f=json", headers={"Accept": BROWSER}).mimetype.endswith("json")
    assert client.get(path, headers={"Accept": "*/*"}).mimetype.endswith("json")
    assert client.get(f"{path}?f=html&lang=en").text.count('lang="en"') >= 1


def test_html_content_holds_what_the_json_holds(client: FlaskClient, road_id: str):
    page = client.get(f"{ROADS}?f=html&q=小山路").text
    assert "小山路" in page
    assert "规划北八路" in page
    page = client.get(f"{ROADS}/{road_id}?f=html").text
    assert "济政办字〔2021〕25号" in page
    assert "predecessor-version" in page
    wicked = client.get(f"{ROADS}?f=html&limit=1000").text
    assert "<script>alert(1)" not in wicked
    assert "&lt;script&gt;alert(1)" in wicked


# -- /conf/oas30


def test_oas30_oas_definition_and_completeness(client: FlaskClient, document: dict[str, Any]):
    """Self-contained, in 3.0; every path answers, and takes just the parameters it names."""
    assert document["openapi"].startswith("3.0.")
    assert "$ref" not in str(document).replace("'$ref': '#/", "")
    operations = [one["get"]["operationId"] for one in document["paths"].values()]
    assert len(operations) == len(set(operations))
    for path in document["paths"]:
        if "{" not in path:
            assert client.get("/api" + path).status_code == 200
            for name in document["components"]["parameters"]:
                status = client.get(f"/api{path}", query_string={name: "\0"}).get_json()
                known = name in parameters(document, path)
                assert status["status"] == 400
                assert ("not known" in status["detail"]) is not known, (path, name)


def test_oas30_exceptions_codes(document: dict[str, Any]):
    for path, said in document["paths"].items():
        codes = {"200", "400", "500", "503"} | ({"308", "404", "410"} if "{" in path else set())
        codes |= {"404"} if path.endswith("/items") else set()
        assert set(said["get"]["responses"]) == codes


def test_oas30_examples_answer(client: FlaskClient, document: dict[str, Any]):
    for name, said in parameters(document, "/collections/roads/items").items():
        if "example" in said and name != "f":
            example = said["example"]
            text = ",".join(map(str, example)) if isinstance(example, list) else str(example)
            assert client.get(ROADS, query_string={name: text}).status_code == 200, name


def test_oas30_is_shown_by_a_page_of_our_own(client: FlaskClient, document: dict[str, Any]):
    page = client.get("/api/openapi.html").text
    for path in document["paths"]:
        assert path.strip("/") in page
    for name in document["components"]["parameters"]:
        assert f'id="{name}"' in page
    assert "//" not in page.replace("http://localhost", "").replace("https://", "//").partition("<main")[0]
