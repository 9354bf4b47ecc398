"""Regions, offices (机构), posts (岗位), officers, parties (申请人) and who may do what."""
