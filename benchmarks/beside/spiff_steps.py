"""The 4-way parallel approval in SpiffWorkflow, its state stored as JSON after every human step; elsewhere.

    python spiff_steps.py DATABASE APPROVALS

does a round for every line that it is given, and prints its human steps a second. Stored as ours is: one transaction a
step, durable.
"""

# mypy: ignore-errors

import io
import sqlite3
import sys
import time

from lxml import etree
from SpiffWorkflow.bpmn.parser import BpmnParser
from SpiffWorkflow.bpmn.serializer import BpmnWorkflowSerializer
from SpiffWorkflow.bpmn.workflow import BpmnWorkflow
from SpiffWorkflow.util.task import TaskState

NODES = ["accept", "r1", "r2", "r3", "r4", "decide"]
FLOWS = [("start", "accept"), ("accept", "fork")]
FLOWS += [("fork", f"r{n}") for n in range(1, 5)] + [(f"r{n}", "join") for n in range(1, 5)]
FLOWS += [("join", "decide"), ("decide", "end")]
BPMN = f"""<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="x">
<process id="approval" isExecutable="true"><startEvent id="start"/>
{"".join(f'<manualTask id="{node}" name="{node}"/>' for node in NODES)}
<parallelGateway id="fork"/><parallelGateway id="join"/><endEvent id="end"/>
{"".join(f'<sequenceFlow id="f{n}" sourceRef="{a}" targetRef="{b}"/>' for n, (a, b) in enumerate(FLOWS))}
</process></definitions>"""


class Store:
    """One table of states, written in one durable transaction a step."""

    def __init__(self, database):
        self.is_postgres = database.startswith("postgres")
        if self.is_postgres:
            import psycopg

            self.connection = psycopg.connect(database, autocommit=True)
        else:
            self.connection = sqlite3.connect(database, isolation_level=None)
            self.connection.execute("PRAGMA journal_mode=WAL")
            self.connection.execute("PRAGMA synchronous=FULL")
        self.connection.execute("DROP TABLE IF EXISTS spiff_state")
        self.connection.execute("CREATE TABLE spiff_state (id bigint PRIMARY KEY, state text)")
        self.mark = "%s" if self.is_postgres else "?"

    def load(self, key):
        sql = f"SELECT state FROM spiff_state WHERE id = {self.mark}"  # noqa: S608 (our own table)
        return self.connection.execute(sql, [key]).fetchone()[0]

    def save(self, key, state):
        update = f"UPDATE spiff_state SET state = {self.mark} WHERE id = {self.mark}"  # noqa: S608
        if self.connection.execute(update, [state, key]).rowcount == 0:
            insert = f"INSERT INTO spiff_state VALUES ({self.mark}, {self.mark})"  # noqa: S608
            self.connection.execute(insert, [key, state])


def main(database, approvals):
    parser = BpmnParser()
    parser.add_bpmn_xml(etree.parse(io.BytesIO(BPMN.encode())))
    specification = parser.get_spec("approval")
    serializer = BpmnWorkflowSerializer(BpmnWorkflowSerializer.configure())
    store, key = Store(database), 0
    for _ in sys.stdin:
        keys = range(key, key + approvals)
        key += approvals
        for each in keys:
            workflow = BpmnWorkflow(specification)
            workflow.do_engine_steps()
            store.save(each, serializer.serialize_json(workflow))
        begun = time.perf_counter()
        for each in keys:
            for node in NODES:
                human_step(store, serializer, each, node)
        print(approvals * len(NODES) / (time.perf_counter() - begun), flush=True)


def human_step(store, serializer, key, node):
    """Read the state, complete one task, walk on, store the state: what any process that serves a page has to do."""
    workflow = serializer.deserialize_json(store.load(key))
    (task,) = [task for task in workflow.get_tasks(state=TaskState.READY) if task.task_spec.bpmn_id == node]
    task.run()
    workflow.do_engine_steps()
    store.save(key, serializer.serialize_json(workflow))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
